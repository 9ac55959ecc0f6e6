using Snapshotter.Computes.UniswapV2.Aggregates.Amounts;
using Snapshotter.Computes.UniswapV2.Aggregates.Collections;
using Snapshotter.Computes.UniswapV2.Aggregates.Reading;
using Snapshotter.Computes.UniswapV2.Aggregates.Snapshots;
using Snapshotter.Computes.UniswapV2.Aggregates.Windows;
using Snapshotter.Computes.UniswapV2.Pairs;
using Snapshotter.Core.Aggregation;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Computes.UniswapV2.Aggregates;

/// <summary>The tokens of all pairs by liquidity (upstream multi_uniswap_top_tokens, spec 8.8).</summary>
internal sealed class AggregateTopTokensProcessor<T>(PairReader pairs) : IAggregateProcessor where T : struct, IAmount<T>
{
    /// <inheritdoc/>
    public string ProjectTypePrefix => T.ProjectTypePrefix;

    /// <inheritdoc/>
    public async ValueTask<ISnapshot?> BuildAsync(AggregateInput input, IFinalizedHistory history, ISourceChain chain, CancellationToken cancellationToken)
    {
        var collection = await PairCollection<T>.ReadAsync(input, pairs, history, chain, cancellationToken);
        var ledger = new TokenLedger<T>();
        foreach (var part in collection.Parts) ledger.Add(part);
        var before = await PricesBeforeAsync(input, history, cancellationToken);
        return new TopTokensSnapshot<T>(
            input.Epoch.Id, [.. ledger.Tokens(before).OrderBy(static token => token.Liquidity, T.Descending)], collection.Complete);
    }

    /// <summary>The prices in this project's own finalized snapshot of a day ago, if there is one.</summary>
    private static async ValueTask<Dictionary<string, double>> PricesBeforeAsync(AggregateInput input, IFinalizedHistory history, CancellationToken cancellationToken)
    {
        var tail = await history.TailAsync(input.ProjectId, input.Epoch.Id, WindowLengths.Day, cancellationToken);
        if (tail.Extrapolated || await history.AtAsync(input.ProjectId, tail.EpochId, cancellationToken) is not { } content) return [];
        return StoredTopTokens.ReadPrices(content, input.ProjectId);
    }
}
