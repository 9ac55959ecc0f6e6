using System.Text.Json.Nodes;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Epochs;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Tests.Support;
using static Snapshotter.Tests.Core.Chain.Falsifications;

namespace Snapshotter.Tests.Core.Chain;

/// <summary>An endpoint that is on another fork just then gives other reserves for the same height.</summary>
public sealed class StateOfForksTests
{
    private static readonly ReleasedEpoch Released = new(ChainBench.EpochOf(1), RecordedWorld.Golden.HashOf(510), 0, 0, 0);

    [Fact]
    public async Task A_value_that_came_with_the_headers_of_another_fork_is_not_kept()
    {
        await using var bench = new ChainBench();
        bench.Falsify = static (_, call, answer) => IsCallAtHeight(call) ? WithOtherReserves(answer) : BlockAsked(call) == 510 ? WithOtherHash(answer) : answer;
        var chain = bench.Reader.Reopen(Released);
        var asking = () => ChainBench.ReservesAsync(chain, ChainBench.UsdcWeth);
        (await asking.Should().ThrowAsync<SourceChainException>()).Which.Message.Should().Contain("reorganised");
        bench.Falsify = static (_, _, answer) => answer;

        await ExpectRightAsync(chain);
    }

    [Fact]
    public async Task A_call_without_anything_else_waits_for_the_headers_it_is_held_against()
    {
        await using var bench = new ChainBench();
        bench.Falsify = static (_, call, answer) => IsCallAtHeight(call) ? WithOtherReserves(answer) : BlockAsked(call) == 510 ? WithOtherHash(answer) : answer;

        var asking = () => bench.Reader.Reopen(Released).CallAsync(ChainBench.UsdcWeth, ReservesCall, 500, CancellationToken.None).AsTask();

        (await asking.Should().ThrowAsync<SourceChainException>()).Which.Message.Should().Contain("reorganised");
    }

    [Fact]
    public async Task What_is_called_when_the_headers_are_here_names_its_block_by_the_hash()
    {
        await using var bench = new ChainBench();
        var chain = await bench.ReadAsync(1);
        bench.Falsify = static (_, call, answer) => IsCallAtHeight(call) ? WithOtherReserves(answer) : answer;

        await ExpectRightAsync(chain);
    }

    [Fact]
    public async Task A_call_that_another_endpoint_answered_than_the_one_of_the_headers_is_made_again_by_the_hash()
    {
        await using var bench = new ChainBench(null, "a", "b");
        bench.Falsify = static (endpoint, call, answer) => !IsCallAtHeight(call) ? answer : endpoint == "a" ? WithError(answer, -32000, "header not found") : WithOtherReserves(answer);

        await ExpectRightAsync(bench.Reader.Reopen(Released));
    }

    [Fact]
    public async Task A_rolled_value_is_not_held_against_another_endpoint_than_the_one_of_the_headers()
    {
        await using var bench = new ChainBench(new SourceChainOptions { CheckEveryEpochs = 1 }, "a", "b");
        await ChainBench.ReservesAsync(await bench.ReadAsync(1), ChainBench.UsdcWeth);
        bench.Falsify = static (endpoint, call, answer) => !IsCallAtHeight(call) ? answer : endpoint == "a" ? WithError(answer, -32000, "header not found") : WithOtherReserves(answer);

        var chain = await bench.ReadAsync(2);

        (await ChainBench.ReservesAsync(chain, ChainBench.UsdcWeth)).Should().Equal(await ChainBench.CalledReservesAsync(2, ChainBench.UsdcWeth));
        chain.Mismatches.Should().BeEmpty();
    }

    [Fact]
    public async Task A_missing_contract_is_asked_for_by_the_hash_at_every_endpoint()
    {
        await using var bench = new ChainBench(new SourceChainOptions { DeriveFromLogs = false }, "a", "b");
        bench.Falsify = static (endpoint, call, answer) => IsCallAtHeight(call) ? WithOtherReserves(answer) : endpoint == "a" && IsCallAt(call, 505) ? WithResult(answer, "0x") : answer;

        await ExpectRightAsync(await bench.ReadAsync(1));
    }

    private static ReadOnlyMemory<byte> ReservesCall => Hex.Decode("0x0902f1ac");

    private static async Task ExpectRightAsync(EpochChain chain) =>
        (await ChainBench.ReservesAsync(chain, ChainBench.UsdcWeth)).Should().Equal(await ChainBench.CalledReservesAsync(1, ChainBench.UsdcWeth));
}
