using System.Globalization;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Snapshotter.Computes;
using Snapshotter.Computes.UniswapV2;
using Snapshotter.Core.Aggregation;
using Snapshotter.Core.Configuration;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Tests.Computes.UniswapV2.Aggregates;

/// <summary>The exact aggregates depend on the snapshots in their window alone; the compatible ones on the path that led there.</summary>
public sealed class ExactArithmeticTests
{
    private const string Day = "aggregate_pairContract_24h_trade_volume";
    private const string Week = "aggregate_pairContract_7d_trade_volume";
    private const int Epochs = 40;

    /// <summary>A day holds 4 epochs, a week 28.</summary>
    private static readonly WindowOptions Window = new() { EpochSize = 10, BlockTimeSeconds = 2160 };

    private static readonly UniswapV2Settings Exact = UniswapV2Settings.Mainnet with { Arithmetic = UniswapV2Arithmetic.Exact };

    /// <summary>What happens in one epoch of a history.</summary>
    /// <param name="Millionths">What is traded, in millionths.</param>
    /// <param name="IsBuilt">Whether the node builds the base snapshot.</param>
    /// <param name="IsComposed">Whether the node composes the aggregates when it builds.</param>
    /// <param name="Lag">How many epochs later consensus decides; 0 for never.</param>
    /// <param name="IsForeign">Whether it decides on another snapshot than the node's.</param>
    /// <param name="IsHeard">Whether the node is told.</param>
    private sealed record Happening(int Millionths, bool IsBuilt, bool IsComposed, int Lag, bool IsForeign, bool IsHeard)
    {
        public decimal Own => Millionths / 1_000_000m;

        public decimal Decided => IsForeign ? Own + 1 : Own;
    }

    [Fact]
    public Task Any_path_to_a_window_gives_the_same_bytes() =>
        // The check blocks until each outcome is there, which must not hold up one of the few threads that outcomes of tests come on.
        Task.Run(static () => Prop.ForAll(Histories().ToArbitrary(), HasOneOutcomeAsync).Check(Config.QuickThrowOnFailure.WithMaxTest(30)));

    [Fact]
    public async Task What_left_the_window_leaves_no_trace_as_it_does_in_doubles()
    {
        (await TradedAfterSilenceAsync(UniswapV2Settings.Mainnet)).Should().NotBe("0.0", "doubles drift");
        (await TradedAfterSilenceAsync(Exact)).Should().Be("0.0");
    }

    [Fact]
    public async Task An_epoch_that_consensus_decides_late_is_counted_from_then_on()
    {
        await using var pair = new PairHistory(Window);
        var processor = Processor(Exact, "24h");
        await pair.TradeAsync(1, 1);
        (await ComposedAsync(pair, processor, await pair.TradeAsync(3, 3))).Should().Contain("\"epochs\":2,").And.Contain("\"totalTrade\":4.0,");

        pair.World.Protocol.Decide(2, PairHistory.Base, await pair.World.PutAsync(PairHistory.TextOf(2)));
        (await ComposedAsync(pair, processor, await pair.TradeAsync(4, 4))).Should().Contain("\"epochs\":4,").And.Contain("\"totalTrade\":10.0,");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task That_consensus_agrees_changes_no_byte_whichever_epoch_it_decides_first(long decided)
    {
        await using var pair = new PairHistory(Window);
        var built = new List<BuiltSnapshot>();
        for (var epoch = 1L; epoch <= 3; epoch++) built.Add(await pair.TradeAsync(epoch, epoch));
        var undecided = await ComposedAsync(pair, Processor(Exact, "24h"), built[^1]);
        undecided.Should().StartWith("""{"complete":false,"decimals":6,"epochId":3,"epochs":3,"firstEpochId":1,""");

        await pair.World.FinalizeAsync(PairHistory.Base, decided, built[(int)decided - 1].Cid);

        (await ComposedAsync(pair, Processor(Exact, "24h"), built[^1])).Should().Be(undecided);
    }

    [Fact]
    public async Task A_week_counts_each_epoch_once_and_is_complete_only_without_gaps()
    {
        await using var pair = new PairHistory(Window);
        for (var epoch = 1L; epoch <= 28; epoch++) await pair.World.FinalizeAsync(PairHistory.Base, epoch, (await pair.TradeAsync(epoch, 1)).Cid);
        var current = await pair.TradeAsync(29, 1);
        var day = (await pair.ComposeAsync(Processor(Exact, "24h"), Day, current))!.Value;
        var week = (await pair.ComposeAsync(Processor(Exact, "7d"), Week, day.Built))!.Value;

        day.Text.Should().StartWith("""{"complete":true,"decimals":6,"epochId":29,"epochs":5,"firstEpochId":25,""").And.EndWith($"\"totalTrade\":5.0,\"underlying\":\"{PairHistory.Base}\"}}");
        week.Text.Should().StartWith("""{"complete":true,"decimals":6,"epochId":29,"epochs":29,"firstEpochId":1,""").And.EndWith($"\"totalTrade\":29.0,\"underlying\":\"{PairHistory.Base}\"}}");
        week.Built.ProjectId.Should().StartWith("exact_aggregate_pairContract_7d_trade_volume:");
    }

    [Fact]
    public async Task A_steady_epoch_reads_what_came_and_what_left()
    {
        await using var pair = new PairHistory(Window);
        var processor = Processor(Exact, "24h");
        for (var epoch = 1L; epoch <= 19; epoch++)
        {
            var built = await pair.TradeAsync(epoch, epoch);
            await pair.ComposeAsync(processor, Day, built);
            await pair.World.FinalizeAsync(PairHistory.Base, epoch, built.Cid);
        }

        var current = await pair.TradeAsync(20, 20);
        var reads = pair.World.Contents.Reads;
        await pair.ComposeAsync(processor, Day, current);

        (pair.World.Contents.Reads - reads).Should().Be(2);
    }

    private static Gen<Happening[]> Histories() =>
        (from millionths in Gen.Choose(0, int.MaxValue)
         from isBuilt in Gen.Frequency((6, Gen.Constant(true)), (1, Gen.Constant(false)))
         from isComposed in Gen.Elements(true, true, false)
         from lag in Gen.Elements(0, 1, 1, 1, 2, 3, 9)
         from isForeign in Gen.Frequency((6, Gen.Constant(false)), (1, Gen.Constant(true)))
         from isHeard in Gen.Elements(true, true, true, false)
         select new Happening(millionths, isBuilt, isComposed, lag, isForeign, isHeard)).ArrayOf(Epochs);

    private static async Task<bool> HasOneOutcomeAsync(Happening[] history)
    {
        await using var witness = new PairHistory(Window);
        var (day, week) = (Processor(Exact, "24h"), Processor(Exact, "7d"));
        for (var epoch = 1L; epoch <= Epochs; epoch++) await LiveAsync(witness, history, epoch, day, week, hears: true);
        var expected = await OutcomeAsync(witness, history, Processor(Exact, "24h"), Processor(Exact, "7d"));

        // A node that was down all the time and is told nothing knows only what it built and what it asks.
        await using var late = new PairHistory(Window);
        for (var epoch = 1L; epoch <= Epochs; epoch++) await LiveAsync(late, history, epoch, null, null, hears: false);

        var outcomes = new[]
        {
            await OutcomeAsync(witness, history, day, week),
            await OutcomeAsync(late, history, Processor(Exact, "24h"), Processor(Exact, "7d")),
        };
        await RecomposeBackwardsAsync(witness, history, day, week);
        return outcomes.Append(await OutcomeAsync(witness, history, day, week)).All(outcome => outcome == expected)
            && IsSum(history, expected);
    }

    private static async Task LiveAsync(PairHistory pair, Happening[] history, long epoch, IAggregateProcessor? day, IAggregateProcessor? week, bool hears)
    {
        var happening = history[epoch - 1];
        BuiltSnapshot? built = happening.IsBuilt ? await pair.TradeAsync(epoch, happening.Own) : null;
        for (var earlier = 1L; earlier <= epoch; earlier++)
        {
            var decided = history[earlier - 1];
            if (decided.Lag == 0 || earlier + decided.Lag != epoch) continue;
            var cid = await pair.World.PutAsync(PairHistory.TextOf(decided.Decided));
            pair.World.Protocol.Decide(earlier, PairHistory.Base, cid);
            if (hears && decided.IsHeard) await pair.World.HearAsync(PairHistory.Base, earlier, cid);
        }

        if (built is not null && happening.IsComposed && day is not null) await ComposeBothAsync(pair, built, day, week!);
    }

    private static async Task RecomposeBackwardsAsync(PairHistory pair, Happening[] history, IAggregateProcessor day, IAggregateProcessor week)
    {
        for (var epoch = Epochs - 1; epoch > 0; epoch -= 3)
        {
            if (history[epoch - 1].IsBuilt) await ComposeBothAsync(pair, await pair.TradeAsync(epoch, history[epoch - 1].Own), day, week);
        }
    }

    private static async Task<string> OutcomeAsync(PairHistory pair, Happening[] history, IAggregateProcessor day, IAggregateProcessor week) =>
        await ComposeBothAsync(pair, await pair.TradeAsync(Epochs + 1, history[0].Own), day, week);

    private static async Task<string> ComposeBothAsync(PairHistory pair, BuiltSnapshot built, IAggregateProcessor day, IAggregateProcessor week)
    {
        var daily = (await pair.ComposeAsync(day, Day, built))!.Value;
        return $"[{daily.Text},{(await pair.ComposeAsync(week, Week, daily.Built))!.Value.Text}]";
    }

    /// <summary>Whether the outcome's totals are those of a plain sum over the windows.</summary>
    private static bool IsSum(Happening[] history, string outcome) =>
        JsonNode.Parse(outcome)!.AsArray().Zip([4, 28], (aggregate, epochs) =>
        {
            var sum = history[0].Own;
            for (var epoch = Math.Max(1, Epochs + 1 - epochs); epoch <= Epochs; epoch++)
            {
                var happening = history[epoch - 1];
                if (happening.Lag > 0 && epoch + happening.Lag <= Epochs) sum += happening.Decided;
                else if (happening.IsBuilt) sum += happening.Own;
            }

            return decimal.Parse(aggregate!["totalTrade"]!.ToJsonString(), CultureInfo.InvariantCulture) == sum;
        }).All(static isEqual => isEqual);

    /// <summary>Trades for some epochs, then waits until all of them have left the day's window.</summary>
    private static async Task<string> TradedAfterSilenceAsync(UniswapV2Settings settings)
    {
        await using var pair = new PairHistory(Window);
        var processor = Processor(settings, "24h");
        var text = "";
        for (var epoch = 1L; epoch <= 16; epoch++)
        {
            var built = await pair.TradeAsync(epoch, epoch <= 9 ? 0.1m * epoch : 0);
            (var aggregate, text) = (await pair.ComposeAsync(processor, Day, built))!.Value;
            await pair.World.FinalizeAsync(PairHistory.Base, epoch, built.Cid);
            await pair.World.FinalizeAsync(aggregate.ProjectId, epoch, aggregate.Cid);
        }

        return JsonNode.Parse(text)!["totalTrade"]!.ToJsonString();
    }

    private static async Task<string> ComposedAsync(PairHistory pair, IAggregateProcessor processor, BuiltSnapshot underlying) =>
        (await pair.ComposeAsync(processor, Day, underlying))!.Value.Text;

    private static IAggregateProcessor Processor(UniswapV2Settings settings, string window) => new ModuleRegistry(settings)
        .AggregateProcessor(new ModuleReference($"snapshotter.modules.computes.aggregate.single_uniswap_trade_volume_{window}", "AggregateTradeVolumeProcessor"));
}
