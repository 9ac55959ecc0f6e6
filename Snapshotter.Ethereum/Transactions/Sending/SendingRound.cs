using Snapshotter.Ethereum.JsonRpc;

namespace Snapshotter.Ethereum.Transactions.Sending;

/// <summary>One try to get transactions taken: fees and gas are read, nonces chosen, everything signed and sent.</summary>
internal sealed class SendingRound(RpcClient rpc, SendingOptions options, NonceBook nonces, FeeMarkets markets, TransactionBroadcast broadcast)
{
    /// <summary>Sends transactions that have no outcome yet; those that can never be taken have one afterwards.</summary>
    /// <returns>What became of each, in their order. What must start over has neither a nonce nor, as a rule, a place with the node.</returns>
    /// <exception cref="RpcException">The node does not answer; nothing was sent.</exception>
    public async Task<(PoolVerdict Verdict, string Reason)[]> RunAsync(SentTransaction[] open, CancellationToken cancellationToken)
    {
        var verdicts = await SendAsync(open, cancellationToken);
        var own = await MayBeOwnAsync([.. open.Zip(verdicts).Where(static pair => pair.Second.Verdict == PoolVerdict.NonceUsed).Select(static pair => pair.First)], cancellationToken);
        return [.. open.Zip(verdicts).Select(pair => own.Contains(pair.First) ? (PoolVerdict.Unknown, pair.Second.Reason) : pair.Second)];
    }

    private async Task<(PoolVerdict Verdict, string Reason)[]> SendAsync(SentTransaction[] open, CancellationToken cancellationToken)
    {
        var market = await markets.ReadAsync(open, cancellationToken);
        for (var i = 0; i < open.Length; i++)
        {
            if (market.Estimates[i] is { } estimate) TransactionSigning.TakeEstimate(open[i], estimate, options.GasMargin);
        }

        SentTransaction[] ready = [.. open.Where(static sent => sent.Outcome is null)];
        foreach (var sent in ready) Sign(sent, market);
        (PoolVerdict, string)[] verdicts;
        try
        {
            verdicts = await broadcast.SendAsync(ready, ready, cancellationToken);
        }
        catch
        {
            // Cancelled, or not written down: whether anything left is not known.
            foreach (var sent in ready) nonces.Of(sent).Abandon(sent.Nonce, sent.Rates);
            throw;
        }

        return [.. open.Select(sent => Array.IndexOf(ready, sent) is var i && i >= 0 ? Settle(sent, verdicts[i]) : (PoolVerdict.Refused, ""))];
    }

    private void Sign(SentTransaction sent, FeeMarket market)
    {
        var (mined, pending) = market.CountsOf(sent.Request.Sender.Address);
        var (nonce, replaces) = nonces.Of(sent).Take(mined, pending);
        sent.StartOver();
        sent.Nonce = nonce;
        sent.Rates = replaces is { } old ? old.Bumped().AtLeast(market.Rates) : market.Rates.AtLeast(sent.Rates);
        sent.Add(TransactionSigning.Sign(sent, market.ChainId));
    }

    /// <summary>
    /// Those whose nonce may be used up by themselves: an endpoint took them and was not heard, and another one was asked again. Also those of which
    /// an endpoint that lags cannot tell; following finds out.
    /// </summary>
    private async Task<HashSet<SentTransaction>> MayBeOwnAsync(IReadOnlyList<SentTransaction> used, CancellationToken cancellationToken)
    {
        if (used.Count == 0) return [];
        var batch = rpc.CreateBatch("send", used[0].EpochId);
        var receipts = used.Select(sent => batch.Receipt(sent.Versions[^1].Hash())).ToArray();
        var counts = used.Select(static sent => sent.Request.Sender.Address).Distinct().ToDictionary(static account => account, account => batch.TransactionCount(account, "latest"));
        try
        {
            await batch.SendAsync(cancellationToken);
            return [.. used.Where((sent, i) => !receipts[i].IsSuccess || receipts[i].Value is not null || (ulong)counts[sent.Request.Sender.Address].Value <= sent.Nonce)];
        }
        catch (RpcException)
        {
            return [.. used];
        }
    }

    private (PoolVerdict Verdict, string Reason) Settle(SentTransaction sent, (PoolVerdict Verdict, string Reason) answer)
    {
        switch (answer.Verdict)
        {
            case PoolVerdict.NonceUsed:
                nonces.Of(sent).Used(sent.Nonce);
                break;
            case PoolVerdict.Underpriced:
                nonces.Of(sent).Refused(sent.Nonce, sent.Rates);
                sent.Rates = sent.Rates.Bumped();
                break;
            case PoolVerdict.Refused:
                nonces.Of(sent).Refused(sent.Nonce, sent.Rates);
                sent.End(TransactionFate.Refused, $"The node refused it: {answer.Reason}");
                break;
        }

        return answer;
    }
}
