using Snapshotter.Core.Forks;
using Snapshotter.Ethereum.Hashing;

namespace Snapshotter.Tests.Core.Forks;

/// <summary>What endpoints tell is weighed. Each is written as a letter: <c>k</c> has the kept chain, <c>x</c> and <c>y</c> other ones, lower case has all blocks, upper case lags behind, <c>-</c> tells nothing.</summary>
public sealed class ForkJudgeTests
{
    [Theory]
    [InlineData("k", "None", "")]
    [InlineData("kK-", "None", "")]
    [InlineData("x", "Unopposed", "0")]
    [InlineData("x-", "Unopposed", "0")]
    [InlineData("xK", "Unopposed", "0")]
    [InlineData("X-", "Unopposed", "0")]
    [InlineData("XX", "Unopposed", "01")]
    [InlineData("xx", "Believed", "01")]
    [InlineData("xX", "Believed", "01")]
    [InlineData("Xx", "Believed", "10")]
    [InlineData("xxk", "Believed", "01")]
    [InlineData("kxx", "Believed", "12")]
    [InlineData("xk", "Refused", "0")]
    [InlineData("xkk", "Refused", "0")]
    [InlineData("xxkk", "Refused", "01")]
    [InlineData("xyk", "Refused", "0")]
    [InlineData("xy", "Refused", "0")]
    [InlineData("xyy", "Believed", "12")]
    [InlineData("Xyk", "Refused", "1")]
    public void A_fork_is_believed_when_a_second_endpoint_agrees_and_more_do_than_speak_against_it(string told, string belief, string agreeing)
    {
        var verdict = ForkJudge.Judge([.. told.Select((letter, i) => Branch(letter, i))]);
        verdict.Belief.ToString().Should().Be(belief);
        string.Concat(verdict.For.Select(static one => one.Endpoint)).Should().Be(agreeing);
    }

    private static EndpointBranch Branch(char letter, int index)
    {
        var isWhole = char.IsLower(letter);
        var branch = new EndpointBranch(index, $"{index}") { ForkPoint = 10, Ancestor = 9, IsWhole = isWhole, ReachesBlock = isWhole };
        return char.ToLowerInvariant(letter) switch
        {
            '-' => new EndpointBranch(index, $"{index}") { Failure = "down" },
            'k' => branch with { ForkPoint = 13, Ancestor = 12 },
            var fork => branch with { Blocks = [Keccak256.Hash($"{fork}"), .. isWhole ? [Keccak256.Hash($"{fork}{fork}")] : Array.Empty<Snapshotter.Ethereum.Primitives.Hash32>()] },
        };
    }
}
