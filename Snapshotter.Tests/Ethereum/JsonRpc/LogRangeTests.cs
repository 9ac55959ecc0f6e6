using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Ethereum.RecordedChains;
using Snapshotter.Tests.Ethereum.RecordedChains;
using Snapshotter.Tests.Support;
using static Snapshotter.Tests.Ethereum.JsonRpc.ScriptedEndpoints;

namespace Snapshotter.Tests.Ethereum.JsonRpc;

public class LogRangeTests
{
    private static readonly RecordedChain Chain = Chains.Local;
    private static readonly LogFilter Everything = new([], [], Chain.First, Chain.Last);

    [Fact]
    public async Task A_range_without_limits_is_one_request()
    {
        var log = new RequestLog();
        (await ReadAsync(new RecordedChainLimits(), Everything, log)).Should().HaveCount(Chain.LogCount);
        log.Requests.Should().ContainSingle();
    }

    [Theory]
    [InlineData(1L)]
    [InlineData(7L)]
    [InlineData(100L)]
    [InlineData(763L)]
    public async Task A_limit_on_blocks_gives_the_same_logs_in_the_same_order(long maxBlocks)
    {
        var logs = await ReadAsync(new RecordedChainLimits { MaxLogBlocks = maxBlocks }, Everything);
        Keys(logs).Should().Equal(Keys(await ReadAsync(new RecordedChainLimits(), Everything)));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(1000)]
    public async Task A_limit_on_results_gives_the_same_logs_in_the_same_order(int maxResults)
    {
        var logs = await ReadAsync(new RecordedChainLimits { MaxLogResults = maxResults }, Everything);
        Keys(logs).Should().Equal(Keys(await ReadAsync(new RecordedChainLimits(), Everything)));
    }

    [Fact]
    public async Task One_busy_block_is_read_address_by_address()
    {
        var all = await ReadAsync(new RecordedChainLimits(), Everything);
        var busiest = all.GroupBy(log => log.BlockNumber).MaxBy(block => block.Select(log => log.Address).Distinct().Count())!;
        var addresses = busiest.Select(log => log.Address).Distinct().ToList();
        var most = busiest.GroupBy(log => log.Address).Max(group => group.Count());
        addresses.Should().HaveCountGreaterThan(2);
        var filter = new LogFilter(addresses, [], busiest.Key, busiest.Key);
        var logs = await ReadAsync(new RecordedChainLimits { MaxLogResults = most }, filter);
        Keys(logs).Should().Equal(Keys(busiest));
    }

    [Fact]
    public async Task A_block_and_address_that_is_refused_still_is_an_error()
    {
        var answers = await AnswerAsync(new RecordedChainLimits { MaxLogResults = 0 }, new LogFilter([], [], 600, 609));
        answers.Error!.Kind.Should().Be(RpcErrorKind.RangeRefused);
        answers.Error.ToString().Should().Contain("eth_getLogs").And.Contain("fewer blocks or addresses");
    }

    [Fact]
    public async Task A_limit_learnt_is_kept_to_from_the_start()
    {
        var rpc = new RecordedChainRpc(Chain, FixedHead.AllOf(Chain), new RecordedChainLimits { MaxLogBlocks = 100 });
        using var handler = new RecordedChainHandler(rpc);
        var log = new RequestLog();
        using var client = Clients.Create(Clients.Options("a"), handler, observer: log);
        await LogReader.GetLogsAsync(client, Everything, CancellationToken.None);
        var refused = log.Requests.Count(request => request.Outcome != RpcOutcome.Answered);
        refused.Should().BeGreaterThan(0);

        await LogReader.GetLogsAsync(client, Everything, CancellationToken.None);
        log.Requests.Count(request => request.Outcome != RpcOutcome.Answered).Should().Be(refused);
    }

    [Fact]
    public async Task A_limit_on_results_is_forgotten_after_a_while()
    {
        var results = new Queue<bool>([false]);
        var endpoints = new ScriptedEndpoints();
        endpoints.OnCalls("a", _ => results.TryDequeue(out var isFine) && !isFine ? Error(-32005, "query returned more than 10000 results") : Result(new System.Text.Json.Nodes.JsonArray()));
        var time = new FakeTime();
        using var client = Clients.Create(Clients.Options("a"), endpoints, time);
        var filter = new LogFilter([], [], 1, 100);
        await LogReader.GetLogsAsync(client, filter, CancellationToken.None);
        await LogReader.GetLogsAsync(client, filter, CancellationToken.None);
        time.Advance(TimeSpan.FromMinutes(10));
        await LogReader.GetLogsAsync(client, filter, CancellationToken.None);
        endpoints.Requests.Select(request => Count(request.Body)).Should().Equal(1, 2, 2, 1);
    }

    [Fact]
    public async Task In_a_batch_only_the_refused_range_is_asked_again()
    {
        var rpc = new RecordedChainRpc(Chain, FixedHead.AllOf(Chain), new RecordedChainLimits { MaxLogBlocks = 400 });
        using var handler = new RecordedChainHandler(rpc);
        var log = new RequestLog();
        using var client = Clients.Create(Clients.Options("a"), handler, observer: log);
        var batch = client.CreateBatch("test");
        var number = batch.BlockNumber();
        var narrow = batch.Logs(new LogFilter([], [], 600, 609));
        var wide = batch.Logs(Everything);
        await batch.SendAsync(CancellationToken.None);
        number.Value.Should().Be(Chain.Last);
        narrow.Value.Should().NotBeEmpty();
        wide.Value.Should().HaveCount(Chain.LogCount);
        log.Requests.Should().HaveCount(2);
        log.Requests[0].Calls.Should().Contain("eth_blockNumber", 1).And.Contain("eth_getLogs", 2);
        log.Requests[1].Calls.Should().ContainSingle().Which.Should().Be(KeyValuePair.Create("eth_getLogs", 2));
    }

    [Fact]
    public async Task Logs_of_other_blocks_or_contracts_are_no_answer()
    {
        var filter = new LogFilter([], [], 600, 609);
        var all = Chains.Ask(new RecordedChainRpc(Chain, FixedHead.AllOf(Chain)), "eth_getLogs", """{"fromBlock":"0x258","toBlock":"0x261"}""")["result"]!.AsArray();
        all.Should().NotBeEmpty();
        var endpoints = new ScriptedEndpoints();
        endpoints.OnCalls("a", _ => Result(all.DeepClone()));
        using var client = Clients.Create(Clients.Options("a"), endpoints);
        foreach (var wrong in new[] { filter with { ToBlock = 600 }, filter with { Addresses = [default] }, filter with { Topics = [[default]] }, LogFilter.OfBlock(default, [], []) })
        {
            var batch = client.CreateBatch("test");
            var logs = batch.Logs(wrong);
            await batch.SendAsync(CancellationToken.None);
            logs.Error!.Kind.Should().Be(RpcErrorKind.WrongAnswer);
        }
    }

    [Theory]
    [InlineData(5, 4)]
    [InlineData(-1, 4)]
    public void A_range_that_is_none_is_refused_before_it_is_sent(long from, long to)
    {
        using var client = Clients.Create(Clients.Options("a"), new ScriptedEndpoints());
        client.CreateBatch("test").Invoking(batch => batch.Logs(new LogFilter([], [], from, to))).Should().Throw<ArgumentException>();
    }

    private static async Task<LogEntry[]> ReadAsync(RecordedChainLimits limits, LogFilter filter, IRpcObserver? observer = null) =>
        (await AnswerAsync(limits, filter, observer)).Value;

    private static async Task<RpcAnswer<LogEntry[]>> AnswerAsync(RecordedChainLimits limits, LogFilter filter, IRpcObserver? observer = null)
    {
        using var handler = new RecordedChainHandler(new RecordedChainRpc(Chain, FixedHead.AllOf(Chain), limits));
        using var client = Clients.Create(Clients.Options("a"), handler, observer: observer);
        var batch = client.CreateBatch("test");
        var logs = batch.Logs(filter);
        await batch.SendAsync(CancellationToken.None);
        return logs;
    }

    private static List<(long, int, Address)> Keys(IEnumerable<LogEntry> logs) => [.. logs.Select(log => (log.BlockNumber, log.LogIndex, log.Address))];
}
