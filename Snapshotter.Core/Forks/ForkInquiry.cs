using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Forks;

/// <summary>
/// Finds out whether another chain than the kept one is believed, of the source chain and of the anchor chain alike: when a second endpoint agrees, or when the only one that
/// tells anything told the same often enough. Nothing is asked as long as all fits. One caller at a time.
/// </summary>
internal sealed class ForkInquiry(ForkSurvey survey)
{
    private readonly ForkLooks _looks = new();

    /// <summary>Looks once. Endpoints that tell of a chain which others speak against are asked last for a time.</summary>
    /// <param name="what">What does not fit, for the sentences: <c>epoch 7</c>, <c>anchor block 12</c>.</param>
    /// <param name="kept">The blocks that are kept, in ascending order.</param>
    /// <param name="reach">The block up to which the chain was read when something did not fit.</param>
    /// <param name="epochId">The epoch that was read, if it was one.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    public async ValueTask<ForkFinding> LookAsync(string what, IReadOnlyList<KeptBlock> kept, long reach, long? epochId, CancellationToken cancellationToken)
    {
        var branches = await survey.AskAllAsync(kept, reach, epochId, cancellationToken);
        var verdict = ForkJudge.Judge(branches);
        var doubt = verdict.Belief switch
        {
            ForkBelief.None => $"{what} does not follow the blocks before it, but no endpoint tells of others when it is asked{Failures(branches)}. The endpoints are on different forks; it is read again.",
            ForkBelief.Refused => Refuse(what, kept, verdict),
            ForkBelief.Unopposed => DoubtOf(what, verdict, branches),
            _ => null,
        };
        if (verdict.Belief != ForkBelief.Unopposed) _looks.Clear();
        return new ForkFinding(verdict, doubt);
    }

    /// <summary>The other chain is followed from now on: who speaks against it is asked last for a time.</summary>
    public void Followed(ForkVerdict verdict)
    {
        _looks.Clear();
        var branch = verdict.For[0];
        survey.Contradict(verdict.Against, $"block {branch.ForkPoint} is {branch.Blocks[0]} at {verdict.For.Count} others.");
    }

    /// <summary>As many endpoints tell of the kept chain: who tells of the other one is asked last for a time.</summary>
    private string Refuse(string what, IReadOnlyList<KeptBlock> kept, ForkVerdict verdict)
    {
        var (point, block) = (verdict.For[0].ForkPoint, verdict.For[0].Blocks[0]);
        var reason = $"block {point} is {block} there, {HashAt(kept, point)} was read before, and {Aliases(verdict.Against)} does not agree.";
        survey.Contradict(verdict.For, reason);
        return $"{what} is of a fork that is not believed: by {Aliases(verdict.For)} {reason} It is read again from others.";
    }

    private string? DoubtOf(string what, ForkVerdict verdict, IReadOnlyList<EndpointBranch> branches)
    {
        var branch = verdict.For[0];
        var (count, needed) = _looks.Saw(branch, survey.Endpoints);
        if (!branch.IsWitness) return $"{what} is of a fork whose blocks {Aliases(verdict.For)} does not tell of completely yet; it is asked again{Failures(branches)}.";
        return count >= needed
            ? null
            : $"{what} is of a fork that {Aliases(verdict.For)} alone tells of: block {branch.ForkPoint} is {branch.Blocks[0]}. It is believed when a second endpoint agrees, or after it was told {needed} times in a row and nobody spoke against it ({count} so far){Failures(branches)}.";
    }

    private static Hash32 HashAt(IReadOnlyList<KeptBlock> kept, long number) => kept.First(block => block.Number == number).Hash;

    private static string Aliases(IReadOnlyList<EndpointBranch> branches) => string.Join(", ", branches.Select(static branch => $"'{branch.Alias}'"));

    private static string Failures(IReadOnlyList<EndpointBranch> branches) =>
        branches.FirstOrDefault(static branch => branch.Failure is not null) is { } failed ? $" (endpoint '{failed.Alias}': {failed.Failure!.TrimEnd('.')})" : "";
}
