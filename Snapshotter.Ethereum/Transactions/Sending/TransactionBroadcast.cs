using Snapshotter.Ethereum.JsonRpc;

namespace Snapshotter.Ethereum.Transactions.Sending;

/// <summary>Hands signed transactions to the node, all of them in one request.</summary>
internal sealed class TransactionBroadcast(RpcClient rpc, TimeProvider time)
{
    /// <summary>Sends the latest version of each.</summary>
    /// <param name="sent">What to send.</param>
    /// <param name="signedAnew">Those of which the journals do not know the latest version: they are told first.</param>
    /// <param name="cancellationToken">Cancels; whether anything was sent by then is not known.</param>
    /// <returns>What the node's pool made of each, in their order, and its words.</returns>
    public async Task<(PoolVerdict Verdict, string Reason)[]> SendAsync(IReadOnlyList<SentTransaction> sent, IReadOnlyList<SentTransaction> signedAnew, CancellationToken cancellationToken)
    {
        if (sent.Count == 0) return [];
        foreach (var group in signedAnew.Where(static one => one.Journal is not null).GroupBy(static one => one.Journal!))
        {
            await group.Key.WriteAsync([.. group.Select(static one => new SignedRequest(one.Request, one.Versions[^1]))], cancellationToken);
        }

        var batch = rpc.CreateBatch("send", sent[0].EpochId);
        var answers = sent.Select(one => batch.SendRaw(one.Versions[^1])).ToArray();
        var now = time.GetTimestamp();
        foreach (var one in sent) one.SentAt = now;
        await batch.SendAsync(cancellationToken);
        return [.. answers.Select(static answer => (PoolVerdicts.Of(answer.Error), answer.Error?.Reason ?? ""))];
    }
}
