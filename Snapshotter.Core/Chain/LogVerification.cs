using Snapshotter.Core.Epochs;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Models;

namespace Snapshotter.Core.Chain;

/// <summary>Asks the doubtful blocks of an answer to eth_getLogs again, by their hashes (EIP-234), all in one request.</summary>
internal static class LogVerification
{
    /// <summary>Returns when the answers leave nothing out that can be told; without a request where the blooms prove or tell nothing.</summary>
    /// <exception cref="SourceChainException">A log was left out, or the blocks could not be asked again.</exception>
    public static async Task ConfirmAsync(RpcClient rpc, Epoch epoch, BlockHeader[] headers, BlocksRequest request, CancellationToken cancellationToken)
    {
        var batch = rpc.CreateBatch("logs check", epoch.Id);
        var again = new List<(BlockHeader Block, RpcAnswer<LogEntry[]> Answer)>();
        foreach (var (filter, answer) in request.Logs)
        {
            foreach (var block in LogEvidence.Doubtful(epoch, headers, filter, answer.Value))
            {
                again.Add((block, batch.Logs(LogFilter.OfBlock(block.Hash, filter.Addresses, filter.Topics))));
            }
        }

        if (again.Count == 0) return;
        await batch.SendAsync(cancellationToken);
        foreach (var (block, answer) in again)
        {
            if (answer.Error is { } error) throw new SourceChainException($"{epoch}: the logs of block {block.Number} may have been left out, and could not be asked again: {error}");
            if (answer.Value.Length > 0)
            {
                throw new SourceChainException(
                    $"{epoch}: an answer to eth_getLogs left out {answer.Value.Length} logs of block {block.Number}, which its bloom announces and a second question brought. The endpoint lags or its index is incomplete; the epoch is read again.");
            }
        }
    }
}
