using Microsoft.Extensions.Logging;
using Snapshotter.Ethereum.JsonRpc;

namespace Snapshotter.Ethereum.Transactions.Sending;

/// <summary>
/// Sends transactions of any number of accounts: chooses nonces and fees, and sends them together, in two requests for every hundred of them.
/// The accounts must not be used by anyone else at the same time. <see cref="TransactionFollower"/> brings them into blocks.
/// </summary>
/// <remarks>Safe for use by many threads; one per chain.</remarks>
public sealed class TransactionSender : IDisposable
{
    private const int MaxRounds = 5;

    // A node runs every call whose gas it is asked for: many more at once would not be answered in time, and the first ones need not wait for the last.
    private const int MaxTogether = 100;

    private readonly SendingOptions _options;
    private readonly ILogger<TransactionSender> _logger;
    private readonly NonceBook _nonces = new();
    private readonly FeeMarkets _markets;
    private readonly TransactionBroadcast _broadcast;
    private readonly SendingRound _round;
    private readonly SemaphoreSlim _gate = new(1, 1);

    /// <summary>Sends through <paramref name="rpc"/>.</summary>
    public TransactionSender(RpcClient rpc, SendingOptions options, TimeProvider time, ILogger<TransactionSender> logger)
    {
        _options = options;
        _logger = logger;
        _markets = new FeeMarkets(rpc, options);
        _broadcast = new TransactionBroadcast(rpc, time);
        _round = new SendingRound(rpc, options, _nonces, _markets, _broadcast);
    }

    /// <summary>Signs and sends transactions. Those of one account get into blocks in the order given.</summary>
    /// <param name="requests">What to send.</param>
    /// <param name="journal">Told of everything signed before it is sent; null when nobody needs to know.</param>
    /// <param name="epochId">The epoch they are for, by which requests are counted.</param>
    /// <param name="cancellationToken">Cancels; what was sent by then stays sent.</param>
    /// <returns>In the order of the requests; those that were refused have their outcome already.</returns>
    /// <exception cref="RpcException">The node does not answer; of up to a hundred nothing was sent, of more the first ones may have been.</exception>
    public async Task<IReadOnlyList<SentTransaction>> SendAsync(
        IReadOnlyList<TransactionRequest> requests, ITransactionJournal? journal = null, long? epochId = null, CancellationToken cancellationToken = default)
    {
        SentTransaction[] all = [.. requests.Select(request => new SentTransaction(request, journal, epochId) { GasLimit = request.GasLimit ?? 0 })];
        foreach (var together in all.Chunk(MaxTogether)) await SendTogetherAsync(together, cancellationToken);
        return all;
    }

    /// <summary>Takes up a transaction that an earlier life of the process signed and may have sent. Following sends it again where it is needed.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="versions">Every version that the journal was told of, in that order.</param>
    /// <param name="journal">Told of further versions.</param>
    /// <param name="epochId">The epoch it is for.</param>
    public SentTransaction Resume(TransactionRequest request, IReadOnlyList<SignedTransaction> versions, ITransactionJournal? journal = null, long? epochId = null)
    {
        var latest = versions[^1].Transaction;
        var sent = new SentTransaction(request, journal, epochId) { Nonce = latest.Nonce, GasLimit = (long)latest.GasLimit, Rates = TransactionSigning.RatesOf(latest) };
        foreach (var version in versions) sent.Add(version);
        NoncesOf(sent).Resume(sent.Nonce);
        return sent;
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    internal AccountNonces NoncesOf(SentTransaction sent) => _nonces.Of(sent);

    /// <summary>Sends the latest version again, or a dearer one in its place.</summary>
    internal async Task ResendAsync(IReadOnlyList<SentTransaction> stuck, Func<SentTransaction, bool> isNext, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var market = await _markets.ReadAsync(stuck, cancellationToken);
            var cap = FeeMarket.Wei(_options.MaxFeeGwei);
            // Those that stand behind the next one only need more where the price of the next block has left them behind as well.
            bool NeedsMore(SentTransaction sent) => isNext(sent) || sent.Rates.MaxFee < market.BaseFee;
            var dearer = stuck.Where(sent => NeedsMore(sent) && sent.Rates.Bumped().MaxFee <= cap).ToHashSet();
            foreach (var sent in dearer)
            {
                var before = sent.Rates;
                sent.Rates = sent.Rates.Bumped().AtLeast(market.Rates);
                sent.Add(TransactionSigning.Sign(sent, market.ChainId));
                SendingLog.Replaced(_logger, sent.Nonce, sent.Request.Sender.Address, before.MaxFee, sent.Rates.MaxFee);
            }

            foreach (var sent in stuck.Where(sent => isNext(sent) && !dearer.Contains(sent))) SendingLog.AtTheLimit(_logger, sent.Nonce, sent.Request.Sender.Address, _options.MaxFeeGwei);
            await _broadcast.SendAsync(stuck, [.. dearer], cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task SendTogetherAsync(SentTransaction[] together, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var open = Unexpired(together);
            for (var round = 1; open.Length > 0; round++)
            {
                var startsOver = open.Zip(await _round.RunAsync(open, cancellationToken)).Where(static pair => pair.Second.Verdict is PoolVerdict.NonceUsed or PoolVerdict.Underpriced).ToArray();
                if (round == MaxRounds)
                {
                    foreach (var (sent, (_, reason)) in startsOver) sent.End(TransactionFate.Refused, $"The node refused it {round} times, at last with: {reason}");
                }

                open = Unexpired([.. startsOver.Select(static pair => pair.First)]);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    private static SentTransaction[] Unexpired(SentTransaction[] all)
    {
        foreach (var sent in all.Where(static sent => sent.Request.Expired.IsCancellationRequested)) sent.End(TransactionFate.Expired, "It was no longer wanted before it was sent.");
        return [.. all.Where(static sent => sent.Outcome is null)];
    }
}
