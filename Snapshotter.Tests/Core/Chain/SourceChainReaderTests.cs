using Snapshotter.Computes.UniswapV2.Contracts;
using Snapshotter.Core.Chain;
using static Snapshotter.Tests.Core.Chain.Falsifications;

namespace Snapshotter.Tests.Core.Chain;

public sealed class SourceChainReaderTests
{
    [Fact]
    public async Task After_the_first_epoch_one_request_of_headers_and_logs_brings_everything()
    {
        await using var bench = new ChainBench();
        await ChainBench.ReservesAsync(await bench.ReadAsync(1), ChainBench.UsdcWeth);

        string[] reserves = [];
        var requests = await bench.CountAsync(async () => reserves = await ChainBench.ReservesAsync(await bench.ReadAsync(2), ChainBench.UsdcWeth));

        requests.Should().Be(1);
        bench.Requests[^1].Select(call => Method(call!)).Should().BeEquivalentTo([.. Enumerable.Repeat("eth_getBlockByNumber", 10), "eth_getLogs"]);
        reserves.Should().Equal(await ChainBench.CalledReservesAsync(2, ChainBench.UsdcWeth));
    }

    [Fact]
    public async Task Reading_by_calls_asks_no_logs_and_every_block_in_the_request_of_the_epoch()
    {
        await using var bench = new ChainBench(new SourceChainOptions { DeriveFromLogs = false });
        await ChainBench.ReservesAsync(await bench.ReadAsync(1), ChainBench.UsdcWeth);

        var requests = await bench.CountAsync(async () => await ChainBench.ReservesAsync(await bench.ReadAsync(2), ChainBench.UsdcWeth));

        requests.Should().Be(1);
        bench.Requests[^1].Count(call => Method(call!) == "eth_call").Should().Be(10);
        bench.Requests.SelectMany(calls => calls).Should().NotContain(call => Method(call!) == "eth_getLogs");
    }

    [Fact]
    public async Task A_call_that_two_epochs_made_alike_comes_with_the_third()
    {
        await using var bench = new ChainBench();

        (await bench.CountAsync(() => CallAtEndAsync(bench, 1))).Should().Be(2);
        (await bench.CountAsync(() => CallAtEndAsync(bench, 2))).Should().Be(2);
        (await bench.CountAsync(() => CallAtEndAsync(bench, 3))).Should().Be(1);

        bench.Requests[^1].Count(call => IsCallAt(call!, ChainBench.EpochOf(3).End)).Should().Be(1);
    }

    [Fact]
    public async Task A_call_that_was_made_once_is_not_made_again_unasked()
    {
        await using var bench = new ChainBench();
        await CallAtEndAsync(bench, 1);
        await bench.ReadAsync(2);

        await bench.ReadAsync(3);

        bench.Requests[^1].Should().NotContain(call => Method(call!) == "eth_call");
    }

    [Fact]
    public async Task A_call_that_nobody_makes_any_more_is_forgotten()
    {
        await using var bench = new ChainBench(new SourceChainOptions { ReadAheadEpochs = 2 });
        for (var id = 1; id <= 3; id++) await CallAtEndAsync(bench, id);
        for (var id = 4; id <= 7; id++) await bench.Reader.LearnAsync(await bench.ReadAsync(id));

        await bench.ReadAsync(8);

        bench.Requests[^1].Should().NotContain(call => Method(call!) == "eth_call");
    }

    private static async Task CallAtEndAsync(ChainBench bench, long id)
    {
        var chain = await bench.ReadAsync(id);
        await chain.RunAsync(() => chain.CallAsync(ChainBench.UsdcWeth, PairContract.Reserves.Calldata, chain.Epoch.End, CancellationToken.None).AsTask());
    }

    [Fact]
    public async Task A_value_that_was_not_known_when_the_epoch_was_read_comes_with_it()
    {
        await using var bench = new ChainBench();
        var first = await bench.ReadAsync(1);
        await ChainBench.ReservesAsync(first, ChainBench.UsdcWeth);
        await bench.Reader.LearnAsync(first);
        // Epoch 3 follows no epoch whose last values are known.
        string[] reserves = [];
        var requests = await bench.CountAsync(async () => reserves = await ChainBench.ReservesAsync(await bench.ReadAsync(3), ChainBench.UsdcWeth));

        requests.Should().Be(1);
        reserves.Should().Equal(await ChainBench.CalledReservesAsync(3, ChainBench.UsdcWeth));
    }

    [Fact]
    public async Task A_pair_created_within_an_epoch_has_no_reserves_before_and_those_of_calls_after()
    {
        await using var bench = new ChainBench();
        var expected = await ChainBench.CalledReservesAsync(6, ChainBench.UniDai);
        expected.Should().StartWith("none");
        expected[^1].Should().NotBe("none");

        for (var id = 4; id <= 5; id++) (await ChainBench.ReservesAsync(await bench.ReadAsync(id), ChainBench.UniDai)).Should().OnlyContain(value => value == "none");
        (await ChainBench.ReservesAsync(await bench.ReadAsync(6), ChainBench.UniDai)).Should().Equal(expected);
        (await ChainBench.ReservesAsync(await bench.ReadAsync(7), ChainBench.UniDai)).Should().Equal(await ChainBench.CalledReservesAsync(7, ChainBench.UniDai));
    }

    [Fact]
    public async Task State_before_the_epoch_that_is_out_of_reach_is_not_needed()
    {
        await using var bench = new ChainBench
        {
            Falsify = static (_, call, answer) => IsCallAt(call, 500) ? WithError(answer, -32000, "missing trie node") : answer,
        };
        (await ChainBench.ReservesAsync(await bench.ReadAsync(1), ChainBench.UsdcWeth)).Should().Equal(await ChainBench.CalledReservesAsync(1, ChainBench.UsdcWeth));
    }

    [Fact]
    public async Task A_rolled_value_that_a_call_contradicts_is_named_and_read_by_calls()
    {
        await using var bench = new ChainBench(new SourceChainOptions { CheckEveryEpochs = 2 });
        await ChainBench.ReservesAsync(await bench.ReadAsync(1), ChainBench.UsdcWeth);
        bench.Falsify = static (_, call, answer) => IsLogRange(call) ? WithOtherEvents(answer, ChainBench.UsdcWeth) : answer;

        var chain = await bench.ReadAsync(2);

        chain.Mismatches.Should().ContainSingle().Which.ToString().Should().Contain(ChainBench.UsdcWeth.ToString()).And.Contain("the logs give").And.Contain("the call gives");
        (await ChainBench.ReservesAsync(chain, ChainBench.UsdcWeth)).Should().Equal(await ChainBench.CalledReservesAsync(2, ChainBench.UsdcWeth));
    }

    [Fact]
    public async Task An_event_of_the_wrong_shape_fails_who_asks_and_not_the_reading()
    {
        await using var bench = new ChainBench();
        await ChainBench.ReservesAsync(await bench.ReadAsync(1), ChainBench.UsdcWeth);
        bench.Falsify = static (_, call, answer) =>
        {
            if (!IsLogRange(call)) return answer;
            foreach (var log in answer["result"]!.AsArray()) log!["data"] = "0x01";
            return answer;
        };

        var chain = await bench.ReadAsync(2);

        var asking = () => ChainBench.ReservesAsync(chain, ChainBench.UsdcWeth);
        await asking.Should().ThrowAsync<FormatException>();
    }

    [Fact]
    public async Task Contracts_that_nobody_asks_for_any_more_are_forgotten()
    {
        await using var bench = new ChainBench(new SourceChainOptions { ReadAheadEpochs = 2 });
        await ChainBench.ReservesAsync(await bench.ReadAsync(1), ChainBench.UsdcWeth);
        for (var id = 2; id <= 3; id++)
        {
            var chain = await bench.ReadAsync(id);
            LogAddresses().Should().Contain(ChainBench.UsdcWeth.ToString());
            await ChainBench.ReservesAsync(chain, ChainBench.DaiWeth);
        }

        await ChainBench.ReservesAsync(await bench.ReadAsync(4), ChainBench.DaiWeth);
        await bench.ReadAsync(5);

        LogAddresses().Should().Equal(ChainBench.DaiWeth.ToString());

        IEnumerable<string> LogAddresses() => bench.Requests[^1].Single(call => IsLogRange(call!))!["params"]![0]!["address"]!.AsArray().Select(static address => (string)address!);
    }
}
