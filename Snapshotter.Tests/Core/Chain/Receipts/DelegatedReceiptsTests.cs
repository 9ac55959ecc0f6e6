using System.Text.Json.Nodes;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Chain.Receipts;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Tests.Support;
using static Snapshotter.Tests.Core.Chain.Falsifications;

namespace Snapshotter.Tests.Core.Chain.Receipts;

/// <summary>Receipts read one by one, where the endpoint does not give those of a block.</summary>
public sealed class DelegatedReceiptsTests
{
    [Fact]
    public async Task Where_the_method_is_missing_they_are_read_in_batches_and_that_is_remembered_for_a_while()
    {
        using var bench = new ReceiptBench();

        var receipts = await bench.ReadAsync();

        receipts.Should().HaveCount(323);
        receipts.Should().BeEquivalentTo(RecordedWorld.Mainnet.Receipts(17686110).Concat(RecordedWorld.Mainnet.Receipts(17686111)), static options => options.WithStrictOrdering());
        string[] batches = [.. Enumerable.Repeat("eth_getTransactionReceipt x50", 6), "eth_getTransactionReceipt x23"];
        bench.Requests.Should().HaveCount(8);
        bench.Requests.First().Should().Be("eth_getBlockReceipts x2");
        bench.Requests.Skip(1).Should().BeEquivalentTo(batches);

        await bench.ReadAsync();
        bench.Requests.Should().HaveCount(15);

        bench.HasBlockReceipts = true;
        bench.Time.Advance(ReceiptReader.OneByOneLifetime);
        await bench.ReadAsync();
        bench.Requests.Should().HaveCount(16);
    }

    [Fact]
    public async Task Only_the_receipt_that_failed_is_asked_for_again()
    {
        using var bench = new ReceiptBench(maxAttempts: 5);
        var faults = new Queue<Func<JsonObject, JsonObject>>(
        [
            static answer => WithResult(answer, null),
            static answer => WithError(answer, -32603, "internal error"),
            static answer => Change(answer, "blockHash"),
            static answer => Change(answer, "transactionHash"),
        ]);
        bench.Falsify = (call, answer) => Asks(call, ReceiptBench.Transactions[200]) && faults.TryDequeue(out var spoil) ? spoil(answer) : answer;

        (await bench.ReadAsync()).Should().HaveCount(323);

        bench.Requests.Count(static request => request == "eth_getTransactionReceipt x1").Should().Be(4);
        bench.Requests.Should().HaveCount(12);
    }

    [Theory]
    [InlineData("null", "there is no receipt")]
    [InlineData("hash", "the receipt is of transaction 0x1111")]
    [InlineData("block", "is of block 0x1111")]
    public async Task A_receipt_that_fails_for_good_fails_the_epoch_by_name(string fault, string reason)
    {
        using var bench = new ReceiptBench(maxAttempts: 2);
        var transaction = ReceiptBench.Transactions[^1];
        bench.Falsify = (call, answer) => !Asks(call, transaction) ? answer : fault switch
        {
            "null" => WithResult(answer, null),
            "hash" => Change(answer, "transactionHash"),
            _ => Change(answer, "blockHash"),
        };

        var reading = () => bench.ReadAsync();
        (await reading.Should().ThrowAsync<SourceChainException>()).Which.Message.Should()
            .Contain($"the receipt of transaction {transaction} in block 17686111").And.Contain(reason).And.Contain("attempt 2");
    }

    [Fact]
    public async Task No_more_requests_are_under_way_than_there_are_workers()
    {
        using var bench = new ReceiptBench(workers: 2);
        var gate = new Lock();
        var (running, most) = (0, 0);
        var two = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bench.Hold = async (body, _) =>
        {
            if (!IsReceipts(body)) return;
            lock (gate)
            {
                running++;
                most = Math.Max(most, running);
                if (running == 2) two.TrySetResult();
            }

            await two.Task;
            lock (gate) running--;
        };

        (await bench.ReadAsync()).Should().HaveCount(323);
        most.Should().Be(2);
    }

    [Fact]
    public async Task Receipts_that_take_longer_than_the_timeout_fail_the_epoch_and_the_first_missing_one_is_named()
    {
        using var bench = new ReceiptBench(workers: 1);
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bench.Hold = (body, token) =>
        {
            if (!IsReceipts(body) || !Asks(body.AsArray()[0]!, ReceiptBench.Transactions[50])) return Task.CompletedTask;
            asked.TrySetResult();
            return new TaskCompletionSource().Task.WaitAsync(token);
        };

        var reading = bench.ReadAsync();
        await asked.Task;
        bench.Time.Advance(TimeSpan.FromSeconds(60));

        (await reading.Awaiting(static task => task).Should().ThrowAsync<SourceChainException>()).Which.Message.Should()
            .Contain($"transaction {ReceiptBench.Transactions[50]}").And.Contain("273 receipts").And.Contain("60 s").And.Contain("num_delegate_workers");
    }

    [Fact]
    public async Task Who_gives_up_waiting_is_told_so()
    {
        using var bench = new ReceiptBench();
        using var cancelled = new CancellationTokenSource();
        bench.Hold = (body, token) =>
        {
            if (!IsReceipts(body)) return Task.CompletedTask;
            cancelled.Cancel();
            return new TaskCompletionSource().Task.WaitAsync(token);
        };

        await FluentActions.Awaiting(() => bench.ReadAsync(cancelled.Token)).Should().ThrowAsync<OperationCanceledException>();
    }

    private static bool IsReceipts(JsonNode body) => body is JsonArray calls && Method(calls[0]!) == "eth_getTransactionReceipt";

    private static bool Asks(JsonNode call, Hash32 transaction) => Method(call) == "eth_getTransactionReceipt" && (string)call["params"]![0]! == transaction.ToString();

    private static JsonObject Change(JsonObject answer, string field)
    {
        answer["result"]![field] = $"0x{new string('1', 64)}";
        return answer;
    }
}
