using System.Globalization;
using System.Text;
using Snapshotter.Core.Aggregation;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Snapshots;
using Snapshotter.Tests.Core.Aggregation;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Computes.UniswapV2.Aggregates;

/// <summary>The trades of one pair over many epochs, without a chain: base snapshots hold what a test writes down.</summary>
internal sealed class PairHistory(WindowOptions window) : IAsyncDisposable
{
    public const string Base = "pairContract_trade_volume:0xa478c2975ab1ea89e8196811f51a7b7ade33eb11:NS";

    public HistoryWorld World { get; } = new(window);

    /// <summary>The text of a base snapshot in which every total follows from one number.</summary>
    public static string TextOf(decimal traded) => string.Create(CultureInfo.InvariantCulture,
        $$$"""{"chainHeightRange":{"begin":1,"end":2},"events":{"Swap":{"logs":[{"totalTrade":7}]}},"timestamp":1,"token0TradeVolume":{{{traded / 2}}},"token0TradeVolumeUSD":{{{traded}}},"token1TradeVolume":{{{traded / 4}}},"token1TradeVolumeUSD":{{{traded / 3:0.######}}},"totalFee":{{{traded * 0.003m:0.######}}},"totalTrade":{{{traded}}}}""");

    /// <summary>The node builds the base snapshot of an epoch.</summary>
    public Task<BuiltSnapshot> TradeAsync(long epochId, decimal traded) => World.BuildAsync(Base, epochId, TextOf(traded));

    /// <summary>Composes an aggregate on a snapshot and returns it with its text, or null when the processor composes nothing.</summary>
    public async Task<(BuiltSnapshot Built, string Text)?> ComposeAsync(IAggregateProcessor processor, string type, BuiltSnapshot underlying)
    {
        var epoch = new Epoch(underlying.EpochId, underlying.EpochId * 10, (underlying.EpochId * 10) + 9);
        var input = new AggregateInput(epoch, ProjectId.SingleAggregate(processor.ProjectTypePrefix + type, underlying.ProjectId, "NS"), [underlying]);
        if (await processor.BuildAsync(input, World.History, new ScriptedSourceChain(epoch), CancellationToken.None) is not { } snapshot) return null;
        var text = Encoding.UTF8.GetString(CanonicalJson.Serialize(snapshot, static (writer, model) => model.WriteTo(writer)));
        return (await World.BuildAsync(input.ProjectId, epoch.Id, text), text);
    }

    public ValueTask DisposeAsync() => World.DisposeAsync();
}
