using Snapshotter.Core.Telemetry;
using Snapshotter.Ethereum.JsonRpc;

namespace Snapshotter.Tests.Core.Telemetry;

public sealed class RequestLedgerTests
{
    [Fact]
    public void Requests_and_calls_are_summed_by_epoch()
    {
        var ledger = new RequestLedger();
        ledger.OnHttpRequest(Request(1, ("eth_call", 3), ("eth_getLogs", 1)));
        ledger.OnHttpRequest(Request(1, ("eth_call", 2)));
        ledger.OnHttpRequest(Request(2, ("eth_call", 9)));
        var cost = ledger.Of(1);
        cost.HttpRequests.Should().Be(2);
        cost.MethodCalls.Should().Equal(new Dictionary<string, long> { ["eth_call"] = 5, ["eth_getLogs"] = 1 });
        cost.TotalCalls.Should().Be(6);
        ledger.Of(3).Should().Be(RequestCount.Zero);
    }

    [Fact]
    public void Only_the_latest_epochs_are_kept()
    {
        var ledger = new RequestLedger(keepEpochs: 10);
        for (var epoch = 1; epoch <= 1000; epoch++) ledger.OnHttpRequest(Request(epoch, ("eth_call", 1)));
        Enumerable.Range(1, 1000).Where(epoch => ledger.Of(epoch).HttpRequests > 0).Should().Equal(Enumerable.Range(991, 10));
    }

    [Fact]
    public async Task Counting_from_many_threads_loses_nothing()
    {
        var ledger = new RequestLedger();
        await Parallel.ForAsync(0, 1000, (i, _) =>
        {
            ledger.OnHttpRequest(Request(i % 5, ("eth_call", 2)));
            return ValueTask.CompletedTask;
        });
        Enumerable.Range(0, 5).Should().OnlyContain(epoch => ledger.Of(epoch).HttpRequests == 200 && ledger.Of(epoch).TotalCalls == 400);
    }

    private static RpcRequestInfo Request(long epoch, params (string Method, int Count)[] calls) =>
        new("endpoint", "test", epoch, calls.ToDictionary(static call => call.Method, static call => call.Count), TimeSpan.Zero, 0, 0, default);
}
