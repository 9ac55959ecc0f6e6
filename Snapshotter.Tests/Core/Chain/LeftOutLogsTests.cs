using System.Text.Json.Nodes;
using static Snapshotter.Tests.Core.Chain.Falsifications;

namespace Snapshotter.Tests.Core.Chain;

/// <summary>An endpoint that lags answers eth_getLogs with the logs that it has.</summary>
public sealed class LeftOutLogsTests
{
    [Fact]
    public async Task Logs_cut_off_at_the_tail_are_noticed_by_the_blooms_and_one_more_request()
    {
        await using var bench = new ChainBench();
        await ChainBench.ReservesAsync(await bench.ReadAsync(1), ChainBench.UsdcWeth);
        bench.Falsify = static (_, call, answer) => IsLogRange(call) ? Keep(answer, static log => Number(log["blockNumber"]!) < 516) : answer;

        (await bench.RefusalAsync(2)).Should().Contain("left out").And.Contain("lags");
        await bench.ExpectRightAsync(2);
    }

    [Fact]
    public async Task Logs_cut_off_at_the_end_of_a_part_are_noticed_where_an_endpoint_limits_ranges()
    {
        await using var bench = new ChainBench();
        await ChainBench.ReservesAsync(await bench.ReadAsync(1), ChainBench.UsdcWeth);
        bench.Falsify = static (_, call, answer) => !IsLogRange(call) ? answer
            : BlocksOf(call) > 5 ? WithError(answer, -32005, "query returned more than 10 results")
            : Keep(answer, static log => Number(log["blockNumber"]!) != 513);

        (await bench.RefusalAsync(2)).Should().Contain("left out").And.Contain("block 513");
        await bench.ExpectRightAsync(2);
    }

    [Fact]
    public async Task An_answer_without_any_log_is_noticed()
    {
        await using var bench = new ChainBench();
        await ChainBench.ReservesAsync(await bench.ReadAsync(1), ChainBench.UsdcWeth);
        bench.Falsify = static (_, call, answer) => IsLogRange(call) ? WithResult(answer, new JsonArray()) : answer;

        (await bench.RefusalAsync(2)).Should().Contain("left out");
    }

    [Fact]
    public async Task A_doubtful_block_that_the_endpoint_does_not_have_refuses_the_epoch()
    {
        await using var bench = new ChainBench();
        await ChainBench.ReservesAsync(await bench.ReadAsync(1), ChainBench.UsdcWeth);
        bench.Falsify = static (_, call, answer) => Method(call) != "eth_getLogs" ? answer : IsLogRange(call) ? WithResult(answer, new JsonArray()) : WithError(answer, -32000, "unknown block");

        (await bench.RefusalAsync(2)).Should().Contain("could not be asked again");
    }

    private static long BlocksOf(JsonNode range) => Number(range["params"]![0]!["toBlock"]!) - Number(range["params"]![0]!["fromBlock"]!) + 1;
}
