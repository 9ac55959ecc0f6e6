using Snapshotter.Computes.UniswapV2.Aggregates.Amounts;
using Snapshotter.Computes.UniswapV2.Aggregates.Reading;
using Snapshotter.Computes.UniswapV2.Pairs;

namespace Snapshotter.Computes.UniswapV2.Aggregates.Collections;

/// <summary>What one snapshot of a collection says of its pair.</summary>
/// <param name="Address">The pair as it stands in the project id.</param>
/// <param name="Pair">Its tokens.</param>
/// <param name="Reserves">What it held; null unless the snapshot tells that.</param>
/// <param name="Volume">What was traded; null unless the snapshot tells that.</param>
internal sealed record PairPart<T>(string Address, PairMetadata Pair, StoredReserves<T>? Reserves, StoredVolume<T>? Volume) where T : struct, IAmount<T>;
