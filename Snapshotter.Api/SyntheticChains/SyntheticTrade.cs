using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Api.SyntheticChains;

/// <summary>One transaction: the logs of a pair.</summary>
internal sealed record SyntheticTrade(Address Pair, AbiLog[] Logs);
