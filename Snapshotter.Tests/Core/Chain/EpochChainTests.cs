using Snapshotter.Core.Chain;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Tests.Support;
using static Snapshotter.Tests.Core.Chain.Falsifications;

namespace Snapshotter.Tests.Core.Chain;

public sealed class EpochChainTests
{
    private static readonly byte[] GetReserves = AbiFunction.Parse("getReserves()").EncodeCall([]);
    private static readonly byte[] Token0 = AbiFunction.Parse("token0()").EncodeCall([]);

    [Fact]
    public async Task What_many_processors_ask_at_once_is_one_request()
    {
        await using var bench = new ChainBench();
        var chain = await bench.ReadAsync(1);

        var requests = await bench.CountAsync(() => chain.RunAsync(() => Task.WhenAll(Enumerable.Range(0, 100).Select(i =>
            chain.CallAsync(ChainBench.UsdcWeth, GetReserves, 501 + (i % 10), CancellationToken.None).AsTask()))));

        requests.Should().Be(1);
        bench.Requests[^1].Should().HaveCount(10);
    }

    [Fact]
    public async Task Jobs_on_threads_of_their_own_share_answers_and_never_run_at_the_same_time()
    {
        await using var bench = new ChainBench();
        var chain = await bench.ReadAsync(1);
        var (running, most) = (0, 0);

        await Task.WhenAll(Enumerable.Range(0, 32).Select(job => Task.Run(() => chain.RunAsync(async () =>
        {
            for (var block = 501; block <= 510; block++)
            {
                most = Math.Max(most, Interlocked.Increment(ref running));
                Interlocked.Decrement(ref running);
                await chain.CallAsync(ChainBench.UsdcWeth, GetReserves, block, CancellationToken.None);
            }

            return job;
        }))));

        most.Should().Be(1);
        bench.Requests.Skip(1).SelectMany(calls => calls).Should().HaveCount(10, "every block's answer is asked once");
    }

    [Fact]
    public async Task A_processor_that_leaves_its_turns_still_gets_its_answers()
    {
        await using var bench = new ChainBench();
        var chain = await bench.ReadAsync(1);

        var answers = await chain.RunAsync(async () =>
        {
            await Task.Yield();
            await Task.Run(static () => { }).ConfigureAwait(false);
            var call = await chain.CallAsync(ChainBench.UsdcWeth, GetReserves, 501, CancellationToken.None).ConfigureAwait(false);
            var token = await chain.ConstantAsync(ChainBench.UsdcWeth, Token0, CancellationToken.None).ConfigureAwait(false);
            var logs = await chain.LogsAsync(ChainBench.UsdcWeth, [], CancellationToken.None).ConfigureAwait(false);
            var once = await chain.OnceAsync("key", async (shared, cancellation) => (await shared.BlockAsync(502, cancellation)).Number, CancellationToken.None).ConfigureAwait(false);
            return (call.Length, token.Length, logs.Count, once);
        });

        answers.Should().Be((96, 32, 0, 502));
    }

    [Fact]
    public async Task Constants_outlive_the_reader_and_empty_answers_are_not_remembered()
    {
        await using var bench = new ChainBench();
        bench.Falsify = static (_, call, answer) => Method(call) == "eth_call" && (string)call["params"]![0]!["to"]! == ChainBench.DaiWeth.ToString() ? WithResult(answer, "0x") : answer;
        var chain = await bench.ReadAsync(1);
        (await chain.ConstantAsync(ChainBench.UsdcWeth, Token0, CancellationToken.None)).Length.Should().Be(32);
        (await chain.ConstantAsync(ChainBench.DaiWeth, Token0, CancellationToken.None)).Length.Should().Be(0);

        bench.Falsify = static (_, _, answer) => answer;
        bench.NewReader();
        var later = await bench.ReadAsync(2);
        (await bench.CountAsync(async () => (await later.ConstantAsync(ChainBench.UsdcWeth, Token0, CancellationToken.None)).Length.Should().Be(32))).Should().Be(0);
        (await bench.CountAsync(async () => (await later.ConstantAsync(ChainBench.DaiWeth, Token0, CancellationToken.None)).Length.Should().Be(32))).Should().Be(1);
    }

    [Fact]
    public async Task A_computation_that_failed_for_the_chain_is_made_anew_and_one_that_cannot_succeed_is_not()
    {
        await using var bench = new ChainBench();
        var chain = await bench.ReadAsync(1);
        var (transient, permanent) = (0, 0);

        for (var i = 0; i < 3; i++)
        {
            var unreadable = () => chain.OnceAsync<int>("transient", async (_, _) => await FailAsync(++transient, new SourceChainException("down")), CancellationToken.None).AsTask();
            await unreadable.Should().ThrowAsync<SourceChainException>();
            var impossible = () => chain.OnceAsync<int>("permanent", async (_, _) => await FailAsync(++permanent, new SnapshotException("no pair")), CancellationToken.None).AsTask();
            await impossible.Should().ThrowAsync<SnapshotException>();
        }

        (transient, permanent).Should().Be((3, 1));
    }

    [Theory]
    [InlineData(501, 499)]
    [InlineData(501, 511)]
    [InlineData(0, -1)]
    public async Task A_call_at_a_block_that_is_not_the_epochs_is_refused(long begin, long block)
    {
        await using var bench = new ChainBench();
        var chain = bench.Reader.Reopen(new ReleasedEpoch(new Epoch(1, begin, begin + 9), RecordedWorld.Golden.HashOf(510), 0, 0, 0));
        var calling = () => chain.CallAsync(ChainBench.UsdcWeth, GetReserves, block, CancellationToken.None).AsTask();
        await calling.Should().ThrowAsync<ArgumentOutOfRangeException>();
    }

    [Fact]
    public async Task A_failed_call_is_made_anew_and_a_revert_is_remembered()
    {
        await using var bench = new ChainBench();
        var chain = await bench.ReadAsync(1);
        var calling = () => chain.CallAsync(ChainBench.UsdcWeth, GetReserves, 501, CancellationToken.None).AsTask();

        bench.Falsify = static (_, call, answer) => Method(call) == "eth_call" ? WithError(answer, -32000, "some refusal") : answer;
        await calling.Should().ThrowAsync<SourceChainException>();
        bench.Falsify = static (_, call, answer) => Method(call) == "eth_call" ? WithError(answer, 3, "execution reverted: no") : answer;
        await calling.Should().ThrowAsync<SnapshotException>();
        (await bench.CountAsync(() => calling.Should().ThrowAsync<SnapshotException>())).Should().Be(0);
    }

    [Fact]
    public async Task A_cancelled_processor_ends_at_once_and_the_others_get_their_answers()
    {
        await using var bench = new ChainBench();
        var chain = await bench.ReadAsync(1);
        using var cancelled = new CancellationTokenSource();

        var (gone, served) = await chain.RunAsync(async () =>
        {
            var first = chain.CallAsync(ChainBench.UsdcWeth, GetReserves, 501, cancelled.Token).AsTask();
            var second = chain.CallAsync(ChainBench.UsdcWeth, GetReserves, 501, CancellationToken.None).AsTask();
            // Within this turn, so before anything is sent.
            cancelled.Cancel();
            await Task.WhenAny(first);
            return (first.IsCanceled, (await second).Length);
        });

        (gone, served).Should().Be((true, 96));
    }

    [Fact]
    public async Task Discarding_reads_leaves_those_alone_that_were_opened_since()
    {
        await using var bench = new ChainBench();
        var open = new OpenEpochs(bench.Reader);
        var (first, second) = (await bench.ReadAsync(1), await bench.ReadAsync(1));
        open.Add(first);
        open.Add(second);

        open.Discard(first);
        open.Count.Should().Be(1);
        open.Discard(second);
        open.Count.Should().Be(0);
    }

    private static async Task<int> FailAsync(int value, Exception exception)
    {
        await Task.Yield();
        return value > 0 ? throw exception : value;
    }
}
