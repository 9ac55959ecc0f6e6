using System.Net;
using System.Text.Json.Nodes;
using Snapshotter.Core.Chain;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Tests.Support;
using static Snapshotter.Tests.Core.Chain.Falsifications;

namespace Snapshotter.Tests.Core.Chain;

/// <summary>Endpoints that lag, leave out, mix forks or break: the epoch is refused with the reason, and right once they answer rightly.</summary>
public sealed class FaultyEndpointTests
{
    [Fact]
    public async Task A_block_that_is_not_there_refuses_the_epoch_and_the_head_is_asked_again()
    {
        await using var bench = new ChainBench { Falsify = static (_, call, answer) => BlockAsked(call) == 510 ? WithResult(answer, null) : answer };

        (await bench.RefusalAsync(1)).Should().Contain("block 510 is not there").And.Contain("lags");
        bench.Reader.Head.Should().BeLessThan(501);

        await bench.ExpectRightAsync(1);
    }

    [Theory]
    [InlineData("number", "0x1f8", "not")]
    [InlineData("parentHash", "0x1111111111111111111111111111111111111111111111111111111111111111", "reorganised")]
    public async Task A_block_of_another_fork_refuses_the_epoch(string field, string value, string reason)
    {
        await using var bench = new ChainBench
        {
            Falsify = (_, call, answer) =>
            {
                if (BlockAsked(call) == 505) answer["result"]![field] = value;
                return answer;
            },
        };
        (await bench.RefusalAsync(1)).Should().Contain(reason);
        await bench.ExpectRightAsync(1);
    }

    public static TheoryData<string, string> LogFaults() => new()
    {
        { "blockHash", "another hash" },
        { "removed", "removed" },
        { "order", "out of order" },
        { "address", "not one the filter asks for" },
        { "block", "not one the filter asks for" },
        { "bloom", "not in the bloom" },
    };

    [Theory]
    [MemberData(nameof(LogFaults))]
    public async Task Logs_that_cannot_be_refuse_the_epoch(string fault, string reason)
    {
        await using var bench = new ChainBench();
        await ChainBench.ReservesAsync(await bench.ReadAsync(1), ChainBench.UsdcWeth);
        bench.Falsify = (_, call, answer) => fault == "bloom" && BlockAsked(call) >= 0 ? WithoutBloom(answer) : IsLogRange(call) ? Spoil(answer, fault) : answer;

        (await bench.RefusalAsync(2)).Should().Contain(reason);
        await bench.ExpectRightAsync(2);
    }

    [Theory]
    [InlineData("\"0x1\"")]
    [InlineData("{}")]
    [InlineData("17")]
    [InlineData("null")]
    public async Task Answers_of_the_wrong_type_refuse_the_epoch(string result)
    {
        await using var bench = new ChainBench();
        await ChainBench.ReservesAsync(await bench.ReadAsync(1), ChainBench.UsdcWeth);
        bench.Falsify = (_, call, answer) => IsLogRange(call) ? WithResult(answer, JsonNode.Parse(result)) : answer;

        (await bench.RefusalAsync(2)).Should().Contain("eth_getLogs").And.Contain("'a'");
        await bench.ExpectRightAsync(2);
    }

    [Fact]
    public async Task Another_endpoint_takes_over_in_the_middle_of_an_epoch()
    {
        await using var bench = new ChainBench(null, "a", "b");
        var chain = await bench.ReadAsync(1);
        bench.Status = static endpoint => endpoint == "a" ? HttpStatusCode.BadGateway : HttpStatusCode.OK;

        (await ChainBench.ReservesAsync(chain, ChainBench.UsdcWeth)).Should().Equal(await ChainBench.CalledReservesAsync(1, ChainBench.UsdcWeth));
    }

    [Fact]
    public async Task A_pair_that_vanishes_between_two_blocks_is_the_endpoints_fault()
    {
        await using var bench = new ChainBench(new SourceChainOptions { DeriveFromLogs = false });
        bench.Falsify = static (_, call, answer) => IsCallAt(call, 505) ? WithResult(answer, "0x") : answer;
        var chain = await bench.ReadAsync(1);

        var asking = () => ChainBench.ReservesAsync(chain, ChainBench.UsdcWeth);
        (await asking.Should().ThrowAsync<SourceChainException>()).Which.Message.Should().Contain("block 504").And.Contain("none at block 505");
    }

    [Theory]
    [InlineData(500, 501)]
    [InlineData(500, 510)]
    [InlineData(500, 500)]
    public async Task A_pair_that_one_endpoint_does_not_have_is_asked_for_at_the_others(long first, long last)
    {
        await using var bench = new ChainBench(null, "a", "b");
        bench.Falsify = (endpoint, call, answer) => endpoint == "a" && Enumerable.Range((int)first, (int)(last - first + 1)).Any(block => IsCallAt(call, block)) ? WithResult(answer, "0x") : answer;
        var chain = await bench.ReadAsync(1);

        foreach (var pair in (Address[])[ChainBench.UsdcWeth, ChainBench.DaiWeth])
            (await ChainBench.ReservesAsync(chain, pair)).Should().Equal(await ChainBench.CalledReservesAsync(1, pair));
    }

    [Fact]
    public async Task A_constant_that_one_endpoint_does_not_have_is_asked_for_at_the_others()
    {
        await using var bench = new ChainBench(null, "a", "b");
        bench.Falsify = static (endpoint, call, answer) => endpoint == "a" && Method(call) == "eth_call" ? WithResult(answer, "0x") : answer;
        var chain = await bench.ReadAsync(1);

        (await chain.ConstantAsync(ChainBench.UsdcWeth, Hex.Decode("0x0dfe1681"), CancellationToken.None)).Length.Should().Be(32);
    }

    [Fact]
    public async Task A_call_that_one_endpoint_has_no_answer_to_is_made_at_the_others_once()
    {
        await using var bench = new ChainBench(null, "a", "b");
        bench.Falsify = static (endpoint, call, answer) => endpoint == "a" && Method(call) == "eth_call" ? WithResult(answer, "0x") : answer;
        var chain = await bench.ReadAsync(1);

        (await ReservesAsync()).Length.Should().Be(96);
        (await bench.CountAsync(async () => (await ReservesAsync()).Length.Should().Be(96))).Should().Be(0);

        Task<ReadOnlyMemory<byte>> ReservesAsync() => chain.CallAsync(ChainBench.UsdcWeth, Hex.Decode("0x0902f1ac"), 505, CancellationToken.None).AsTask();
    }

    [Fact]
    public async Task Calls_that_one_endpoint_has_no_answer_to_are_made_at_every_endpoint_together()
    {
        await using var bench = new ChainBench(null, "a", "b");
        bench.Falsify = static (endpoint, call, answer) => endpoint == "a" && Method(call) == "eth_call" ? WithResult(answer, "0x") : answer;
        var chain = await bench.ReadAsync(1);

        var requests = await bench.CountAsync(async () =>
        {
            var answers = await chain.RunAsync(() => Task.WhenAll(Enumerable.Range(501, 10).Select(block => chain.CallAsync(ChainBench.UsdcWeth, Hex.Decode("0x0902f1ac"), block, CancellationToken.None).AsTask())));
            answers.Should().OnlyContain(static answer => answer.Length == 96);
        });
        requests.Should().Be(3, "one made the calls, and one to each endpoint confirmed them");
    }

    [Fact]
    public async Task That_there_is_no_contract_is_not_believed_of_the_only_endpoint_that_answers()
    {
        await using var bench = new ChainBench(null, "a", "b");
        bench.Falsify = static (endpoint, call, answer) => Method(call) != "eth_call" ? answer : endpoint == "a" ? WithResult(answer, "0x") : WithError(answer, -32000, "header not found");
        var chain = await bench.ReadAsync(1);

        await FluentActions.Awaiting(ReservesAsync).Should().ThrowAsync<SourceChainException>().WithMessage("*header not found*");
        bench.Falsify = static (_, _, answer) => answer;
        (await ReservesAsync()).Length.Should().Be(96);

        Task<ReadOnlyMemory<byte>> ReservesAsync() => chain.CallAsync(ChainBench.UsdcWeth, Hex.Decode("0x0902f1ac"), 505, CancellationToken.None).AsTask();
    }

    [Fact]
    public async Task That_there_is_no_contract_is_believed_of_the_only_endpoint_in_service()
    {
        await using var bench = new ChainBench(null, "a", "b");
        var chain = await bench.ReadAsync(1);
        bench.Status = static endpoint => endpoint == "b" ? HttpStatusCode.InternalServerError : HttpStatusCode.OK;

        await FluentActions.Awaiting(CallAsync).Should().ThrowAsync<SourceChainException>("the other one was in service until now");
        (await CallAsync()).Length.Should().Be(0);

        Task<ReadOnlyMemory<byte>> CallAsync() => chain.CallAsync(ChainBench.UniDai, Hex.Decode("0x0902f1ac"), 505, CancellationToken.None).AsTask();
    }

    [Fact]
    public async Task A_pair_that_is_nowhere_is_asked_for_at_all_endpoints_once()
    {
        await using var bench = new ChainBench(null, "a", "b");
        var none = Enumerable.Repeat("none", 10);
        (await ChainBench.ReservesAsync(await bench.ReadAsync(1), ChainBench.UniDai)).Should().Equal(none);
        (await bench.CountAsync(async () => (await ChainBench.ReservesAsync(await bench.ReadAsync(2), ChainBench.UniDai)).Should().Equal(none))).Should().Be(1);
    }

    [Fact]
    public async Task Values_at_the_end_of_a_block_that_was_replaced_are_not_rolled_on()
    {
        await using var bench = new ChainBench();
        var (right, other) = (RecordedWorld.Golden.Header(510).Hash.ToString(), $"0x{new string('2', 64)}");
        bench.Falsify = (_, _, answer) => JsonNode.Parse(answer.ToJsonString().Replace(right, other, StringComparison.Ordinal))!.AsObject();
        await ChainBench.ReservesAsync(await bench.ReadAsync(1), ChainBench.UsdcWeth);
        bench.Falsify = static (_, _, answer) => answer;
        var before = bench.Requests.Count;

        (await ChainBench.ReservesAsync(await bench.ReadAsync(2), ChainBench.UsdcWeth)).Should().Equal(await ChainBench.CalledReservesAsync(2, ChainBench.UsdcWeth));
        bench.Requests.Skip(before).SelectMany(static request => request).Should().Contain(static call => IsCallAt(call!, 510), "the value before the epoch is asked for anew");
    }

    [Fact]
    public async Task An_epoch_opened_again_must_end_with_the_block_it_was_released_with()
    {
        await using var bench = new ChainBench();
        var released = new Snapshotter.Core.Epochs.ReleasedEpoch(ChainBench.EpochOf(1), new Hash32(new byte[32]), 0, 0, 0);
        var asking = () => ChainBench.ReservesAsync(bench.Reader.Reopen(released), ChainBench.UsdcWeth);
        (await asking.Should().ThrowAsync<SourceChainException>()).Which.Message.Should().Contain("reorganised");

        var right = bench.Reader.Reopen(released with { EndHash = RecordedWorld.Golden.Header(510).Hash });
        (await ChainBench.ReservesAsync(right, ChainBench.UsdcWeth)).Should().Equal(await ChainBench.CalledReservesAsync(1, ChainBench.UsdcWeth));
    }

    [Fact]
    public async Task An_epoch_opened_again_is_read_from_others_when_one_endpoint_tells_of_other_blocks()
    {
        await using var bench = new ChainBench(null, "a", "b");
        var released = new Snapshotter.Core.Epochs.ReleasedEpoch(ChainBench.EpochOf(1), RecordedWorld.Golden.Header(510).Hash, 0, 0, 0);
        bench.Falsify = static (endpoint, call, answer) => endpoint == "a" && BlockAsked(call) == 510 ? WithOtherHash(answer) : answer;

        var asking = () => ChainBench.ReservesAsync(bench.Reader.Reopen(released), ChainBench.UsdcWeth);
        (await asking.Should().ThrowAsync<SourceChainException>()).Which.Message.Should().Contain("not believed").And.Contain("'a'").And.Contain("'b' does not agree");

        (await ChainBench.ReservesAsync(bench.Reader.Reopen(released), ChainBench.UsdcWeth)).Should().Equal(await ChainBench.CalledReservesAsync(1, ChainBench.UsdcWeth));
    }

    [Fact]
    public async Task An_epoch_opened_again_of_which_all_endpoints_tell_other_blocks_was_reorganised()
    {
        await using var bench = new ChainBench(null, "a", "b");
        var released = new Snapshotter.Core.Epochs.ReleasedEpoch(ChainBench.EpochOf(1), RecordedWorld.Golden.Header(510).Hash, 0, 0, 0);
        bench.Falsify = static (_, call, answer) => BlockAsked(call) == 510 ? WithOtherHash(answer) : answer;

        for (var attempt = 0; attempt < 2; attempt++)
        {
            var asking = () => ChainBench.ReservesAsync(bench.Reader.Reopen(released), ChainBench.UsdcWeth);
            (await asking.Should().ThrowAsync<SourceChainException>()).Which.Message.Should().Contain("The chain was reorganised");
        }
    }

    private static JsonObject WithoutBloom(JsonObject answer)
    {
        answer["result"]!["logsBloom"] = $"0x{new string('0', 512)}";
        return answer;
    }

    private static JsonObject Spoil(JsonObject answer, string fault)
    {
        var logs = answer["result"]!.AsArray();
        switch (fault)
        {
            case "blockHash": logs[0]!["blockHash"] = $"0x{new string('3', 64)}"; break;
            case "removed": logs[0]!["removed"] = true; break;
            case "address": logs[0]!["address"] = "0x1234567890123456789012345678901234567890"; break;
            case "block": logs[0]!["blockNumber"] = Quantity(499); break;
            case "order": return WithResult(answer, new JsonArray([.. logs.Reverse().Select(static log => log!.DeepClone())]));
            default: break;
        }

        return answer;
    }
}
