using Snapshotter.Core.Chain;
using Snapshotter.Core.Epochs;
using Snapshotter.Ethereum.Primitives;
using static Snapshotter.Tests.Core.Chain.Falsifications;

namespace Snapshotter.Tests.Core.Chain.Sharing;

/// <summary>An epoch is read by the host that releases it, with what the processors of the others ask for, and by nobody else.</summary>
public sealed class SharedEpochsTests
{
    [Fact]
    public async Task What_another_host_asks_for_comes_with_the_next_epoch_and_is_not_read_twice()
    {
        var table = new SharedTable();
        await using var detector = new SharingHost(table, "detector");
        await using var worker = new SharingHost(table, "worker");
        (await RunAsync(detector, worker, 1)).Requests.Should().BeGreaterThan(0, "nobody knew what would be asked for");
        await RunAsync(detector, worker, 2);

        (string[] Reserves, int Requests) worked = ([], 0);
        var read = await detector.Bench.CountAsync(async () => worked = await RunAsync(detector, worker, 3));

        (read, worked.Requests).Should().Be((1, 0));
        detector.Bench.Requests[^1].Select(call => Method(call!)).Should().BeEquivalentTo([.. Enumerable.Repeat("eth_getBlockByNumber", 10), "eth_getLogs"]);
        worked.Reserves.Should().Equal(await ChainBench.CalledReservesAsync(3, ChainBench.UsdcWeth));
    }

    [Fact]
    public async Task A_pair_that_comes_into_being_has_the_same_reserves_on_every_host()
    {
        var table = new SharedTable();
        await using var detector = new SharingHost(table, "detector");
        await using var worker = new SharingHost(table, "worker");
        for (var id = 1L; id <= 8; id++)
        {
            (await RunAsync(detector, worker, id, ChainBench.UniDai)).Reserves.Should().Equal(await ChainBench.CalledReservesAsync(id, ChainBench.UniDai), $"it is epoch {id}");
        }
    }

    [Fact]
    public async Task A_value_that_a_call_contradicts_is_called_by_every_host()
    {
        var table = new SharedTable();
        await using var detector = new SharingHost(table, "detector", new SourceChainOptions { CheckEveryEpochs = 2 });
        await using var worker = new SharingHost(table, "worker");
        var first = await detector.ReleaseAsync(1);
        foreach (var pair in new[] { ChainBench.UsdcWeth, ChainBench.DaiWeth }) await worker.WorkAsync(first, pair);
        await CloseAsync(detector, worker, first);

        detector.Bench.Falsify = static (_, call, answer) => IsLogRange(call) ? WithOtherEvents(answer, ChainBench.UsdcWeth) : answer;
        var (reserves, requests) = await RunAsync(detector, worker, 2);

        requests.Should().Be(1, "it is called at every block");
        reserves.Should().Equal(await ChainBench.CalledReservesAsync(2, ChainBench.UsdcWeth));
    }

    [Fact]
    public async Task Reads_of_other_blocks_than_those_that_were_released_are_left_aside()
    {
        var table = new SharedTable();
        await using var detector = new SharingHost(table, "detector");
        await using var worker = new SharingHost(table, "worker");
        var released = await detector.ReleaseAsync(1);
        await detector.ReleaseAsync(2);
        table.Reads[1] = table.Reads[2];

        (await worker.WorkAsync(released, ChainBench.UsdcWeth)).Reserves.Should().Equal(await ChainBench.CalledReservesAsync(1, ChainBench.UsdcWeth));
    }

    [Fact]
    public async Task Damaged_reads_and_wishes_cost_requests_and_nothing_else()
    {
        var table = new SharedTable();
        await using var detector = new SharingHost(table, "detector");
        await using var worker = new SharingHost(table, "worker");
        table.Wishes["stranger"] = [1, 255];
        var released = await detector.ReleaseAsync(1);
        table.Reads[1] = table.Reads[1][..^7];

        (await worker.WorkAsync(released, ChainBench.UsdcWeth)).Reserves.Should().Equal(await ChainBench.CalledReservesAsync(1, ChainBench.UsdcWeth));
    }

    [Fact]
    public async Task Reads_that_were_dropped_are_not_taken_from_another_host_again()
    {
        var table = new SharedTable();
        await using var detector = new SharingHost(table, "detector");
        await using var worker = new SharingHost(table, "worker");
        await RunAsync(detector, worker, 1);
        await RunAsync(detector, worker, 2);
        var released = await detector.ReleaseAsync(3);
        worker.Open.Discard(await worker.Open.GetAsync(released, CancellationToken.None));

        (await worker.WorkAsync(released, ChainBench.UsdcWeth)).Requests.Should().BeGreaterThan(0);
    }

    [Fact]
    public async Task Jobs_that_come_together_open_an_epoch_once()
    {
        var table = new SharedTable();
        await using var detector = new SharingHost(table, "detector");
        await using var worker = new SharingHost(table, "worker");
        var released = await detector.ReleaseAsync(1);

        var opened = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => worker.Open.GetAsync(released, CancellationToken.None).AsTask())));

        opened.Distinct().Should().ContainSingle();
    }

    [Fact]
    public async Task What_nobody_asks_for_any_more_is_read_no_longer()
    {
        var table = new SharedTable();
        await using var detector = new SharingHost(table, "detector", new SourceChainOptions { ReadAheadEpochs = 2 });
        await using var worker = new SharingHost(table, "worker", new SourceChainOptions { ReadAheadEpochs = 2 });
        await RunAsync(detector, worker, 1);
        await RunAsync(detector, worker, 2);
        detector.Bench.Requests[^1].Should().Contain(call => Method(call!) == "eth_getLogs");
        for (var id = 3; id <= 9; id++) await CloseAsync(detector, worker, await detector.ReleaseAsync(id));

        detector.Bench.Requests[^1].Should().NotContain(call => Method(call!) == "eth_getLogs");
    }

    private static async Task<(string[] Reserves, int Requests)> RunAsync(SharingHost detector, SharingHost worker, long id, Address? pair = null)
    {
        var released = await detector.ReleaseAsync(id);
        var worked = await worker.WorkAsync(released, pair ?? ChainBench.UsdcWeth);
        await CloseAsync(detector, worker, released);
        return worked;
    }

    private static async Task CloseAsync(SharingHost detector, SharingHost worker, ReleasedEpoch released)
    {
        await worker.Open.GetAsync(released, CancellationToken.None);
        await worker.Open.CloseAsync(released.Epoch.Id);
        await detector.Open.CloseAsync(released.Epoch.Id);
    }
}
