using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Models;

namespace Snapshotter.Core.Chain.Receipts;

/// <summary>The part of a request that reads a block's receipts; without an answer where they are to be read one by one.</summary>
internal sealed record ReceiptsRequest(long Block, RpcAnswer<TransactionReceipt[]?>? Answer);
