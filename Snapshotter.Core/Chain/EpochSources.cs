using Snapshotter.Core.Chain.Receipts;
using Snapshotter.Ethereum.JsonRpc;

namespace Snapshotter.Core.Chain;

/// <summary>What all epochs are read with.</summary>
internal sealed record EpochSources(RpcClient Rpc, ConstantAnswers Constants, ReceiptReader Receipts, SourceChainOptions Options);
