using System.Text.Json.Nodes;
using Snapshotter.Core.Chain;
using Snapshotter.Ethereum.Models;
using Snapshotter.Tests.Support;
using static Snapshotter.Tests.Core.Chain.Falsifications;

namespace Snapshotter.Tests.Core.Chain.Receipts;

/// <summary>The receipts of an epoch as its processors read them, from right and from faulty endpoints.</summary>
public sealed class EpochReceiptsTests
{
    private const string Method = "eth_getBlockReceipts";

    /// <summary>A block of epoch 2 with 15 transactions.</summary>
    private const long Busy = 513;

    [Fact]
    public async Task The_receipts_of_all_blocks_come_in_one_request_with_one_call_a_block()
    {
        await using var bench = new ChainBench();
        var chain = await bench.ReadAsync(1);

        (await bench.CountAsync(() => ReadAllAsync(chain))).Should().Be(1);

        bench.Requests[^1].Select(static call => Method(call!)).Should().Equal(Enumerable.Repeat(EpochReceiptsTests.Method, 10));
        var receipts = await ReadAllAsync(chain);
        receipts.Should().HaveCount(38);
        receipts.Should().BeEquivalentTo(Enumerable.Range(501, 10).SelectMany(static block => RecordedWorld.Golden.Receipts(block)), static options => options.WithStrictOrdering());
    }

    [Fact]
    public async Task However_many_ask_the_receipts_are_read_once()
    {
        await using var bench = new ChainBench();
        var chain = await bench.ReadAsync(1);

        var requests = await bench.CountAsync(async () =>
        {
            await chain.RunAsync(() => Task.WhenAll(Enumerable.Range(0, 20).Select(_ => chain.ReceiptsAsync(502, CancellationToken.None).AsTask())));
            await chain.ReceiptsAsync(502, CancellationToken.None);
        });

        requests.Should().Be(1);
        bench.Requests[^1].Should().ContainSingle();
    }

    [Fact]
    public async Task Once_they_were_asked_for_the_receipts_of_the_next_epoch_come_with_it()
    {
        await using var bench = new ChainBench();
        await ReadAllAsync(await bench.ReadAsync(1));

        EpochChain? next = null;
        (await bench.CountAsync(async () =>
        {
            next = await bench.ReadAsync(2);
            (await ReadAllAsync(next)).Should().HaveCount(47);
        })).Should().Be(1);

        // Nobody asks any more, and after the usual number of epochs they do not come any more.
        for (var id = 3L; id <= 11; id++) await bench.ReadAsync(id);
        bench.Requests[^1].Should().Contain(static call => Method(call!) == EpochReceiptsTests.Method);
        await bench.ReadAsync(12);
        bench.Requests[^1].Should().NotContain(static call => Method(call!) == EpochReceiptsTests.Method);
    }

    [Fact]
    public async Task Faulty_receipts_that_come_with_an_epoch_do_not_hold_it_up_and_are_asked_for_again()
    {
        await using var bench = new ChainBench();
        await ReadAllAsync(await bench.ReadAsync(1));
        bench.Falsify = static (_, call, answer) => Method(call) == EpochReceiptsTests.Method && Number(call["params"]![0]!) == Busy ? Spoil(answer, "last missing") : answer;
        var chain = await bench.ReadAsync(2);

        var reading = () => ReadAllAsync(chain);
        (await reading.Should().ThrowAsync<SourceChainException>()).Which.Message.Should().Contain("is missing");

        bench.Falsify = static (_, _, answer) => answer;
        (await ReadAllAsync(chain)).Should().HaveCount(47);
    }

    [Fact]
    public async Task An_epoch_opened_again_reads_its_headers_with_the_receipts()
    {
        await using var bench = new ChainBench();
        var released = new Snapshotter.Core.Epochs.ReleasedEpoch(ChainBench.EpochOf(1), RecordedWorld.Golden.Header(510).Hash, 0, 0, 0);

        (await bench.CountAsync(() => ReadAllAsync(bench.Reader.Reopen(released)))).Should().Be(1);
        bench.Requests[^1].Should().HaveCount(20);
    }

    [Fact]
    public async Task A_transaction_is_read_once_and_must_be_of_its_block()
    {
        await using var bench = new ChainBench();
        var chain = await bench.ReadAsync(1);
        var hash = RecordedWorld.Golden.Header(502).Transactions[0];

        MinedTransaction? read = null;
        (await bench.CountAsync(async () =>
        {
            read = await chain.TransactionAsync(hash, 502, CancellationToken.None);
            await chain.TransactionAsync(hash, 502, CancellationToken.None);
        })).Should().Be(1);

        read.Should().Be(RecordedWorld.Golden.Transaction(hash));
        var asking = () => chain.TransactionAsync(RecordedWorld.Golden.Header(503).Transactions[0], 502, CancellationToken.None).AsTask();
        (await asking.Should().ThrowAsync<SourceChainException>()).Which.Message.Should().Contain("not " + RecordedWorld.Golden.Header(502).Hash);
    }

    public static TheoryData<string, string> Faults() => new()
    {
        { "last missing", "the receipt of transaction {last} is missing: there are 14 receipts of 15 transactions" },
        { "all missing", "the receipt of transaction {first} is missing: there are 0 receipts of 15 transactions" },
        { "one too many", "of which there is a receipt, is not in the block" },
        { "other hash", "the receipt of transaction {first} is of transaction 0x1111" },
        { "null", "there are no receipts of block 513" },
        { "other block", "receipt 3 is of block 522" },
        { "log of another transaction", "is of transaction 0x1111" },
        { "log removed", "is marked as removed" },
        { "logs swapped", "is out of order" },
        { "log of another contract", "is another one in eth_getLogs" },
        { "log data changed", "is another one in eth_getLogs" },
        { "log added", "is not in eth_getLogs" },
        { "last log left out", "leaves out log" },
        { "log in the middle left out", "leaves out log" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Receipts_that_cannot_be_or_leave_something_out_never_pass(string fault, string reason)
    {
        await using var bench = new ChainBench();
        var chain = await bench.ReadAsync(2);
        bench.Falsify = (_, call, answer) => Method(call) == EpochReceiptsTests.Method && Number(call["params"]![0]!) == Busy ? Spoil(answer, fault) : answer;

        var reading = () => ReadAllAsync(chain);
        var block = RecordedWorld.Golden.Header(Busy);
        (await reading.Should().ThrowAsync<SourceChainException>()).Which.Message.Should().Contain(
            reason.Replace("{first}", block.Transactions[0].ToString(), StringComparison.Ordinal).Replace("{last}", block.Transactions[^1].ToString(), StringComparison.Ordinal));

        bench.Falsify = static (_, _, answer) => answer;
        (await ReadAllAsync(chain)).Should().HaveCount(47);
    }

    [Fact]
    public async Task Where_headers_name_another_root_the_logs_are_asked_for_too_and_the_receipts_are_taken()
    {
        await using var bench = new ChainBench
        {
            Falsify = static (_, call, answer) =>
            {
                if (BlockAsked(call) >= 0) answer["result"]!["receiptsRoot"] = $"0x{new string('f', 64)}";
                return answer;
            },
        };
        var chain = await bench.ReadAsync(2);

        (await bench.CountAsync(() => ReadAllAsync(chain))).Should().Be(2);
        bench.Requests[^1].Should().OnlyContain(static call => Method(call!) == "eth_getLogs" && call!["params"]![0]!["blockHash"] != null);
    }

    [Fact]
    public async Task Only_blocks_of_the_epoch_may_be_asked_for()
    {
        await using var bench = new ChainBench();
        var chain = await bench.ReadAsync(1);
        var asking = () => chain.ReceiptsAsync(511, CancellationToken.None).AsTask();
        await asking.Should().ThrowAsync<ArgumentOutOfRangeException>();
    }

    private static async Task<TransactionReceipt[]> ReadAllAsync(EpochChain chain)
    {
        var blocks = await chain.RunAsync(() => Task.WhenAll(Enumerable.Range(0, chain.Epoch.Size).Select(i => chain.ReceiptsAsync(chain.Epoch.Begin + i, CancellationToken.None).AsTask())));
        return [.. blocks.SelectMany(static receipts => receipts)];
    }

    private static JsonObject Spoil(JsonObject answer, string fault)
    {
        var receipts = answer["result"]!.AsArray();
        var ones = $"0x{new string('1', 64)}";
        JsonArray LogsOf(int count) => receipts.Select(static receipt => receipt!["logs"]!.AsArray()).First(logs => logs.Count >= count);
        switch (fault)
        {
            case "last missing": receipts.RemoveAt(14); break;
            case "all missing": receipts.Clear(); break;
            case "one too many":
                var more = receipts[14]!.DeepClone();
                more["transactionIndex"] = Quantity(15);
                receipts.Add(more);
                break;
            case "other hash": receipts[0]!["transactionHash"] = ones; break;
            case "null": return WithResult(answer, null);
            case "other block": receipts[3]!["blockNumber"] = Quantity(522); break;
            case "log of another transaction": LogsOf(1)[0]!["transactionHash"] = ones; break;
            case "log removed": LogsOf(1)[0]!["removed"] = true; break;
            case "logs swapped":
                var logs = LogsOf(2);
                (logs[0]!["logIndex"], logs[1]!["logIndex"]) = (logs[1]!["logIndex"]!.DeepClone(), logs[0]!["logIndex"]!.DeepClone());
                break;
            case "log of another contract": LogsOf(1)[0]!["address"] = "0x1234567890123456789012345678901234567890"; break;
            case "log data changed": LogsOf(1)[0]!["data"] = (string)LogsOf(1)[0]!["data"]! + "00"; break;
            case "log added":
                var full = receipts.Select(static receipt => receipt!["logs"]!.AsArray()).Last(static of => of.Count > 0);
                var added = full[^1]!.DeepClone();
                added["logIndex"] = Quantity(Number(added["logIndex"]!) + 1);
                full.Add(added);
                break;
            case "last log left out":
                var last = receipts.Select(static receipt => receipt!["logs"]!.AsArray()).Last(static of => of.Count > 0);
                last.RemoveAt(last.Count - 1);
                break;
            case "log in the middle left out": LogsOf(3).RemoveAt(1); break;
            default: throw new ArgumentOutOfRangeException(nameof(fault), fault, null);
        }

        return answer;
    }
}
