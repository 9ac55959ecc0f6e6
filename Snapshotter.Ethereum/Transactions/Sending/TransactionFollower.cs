using Microsoft.Extensions.Logging;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.Transactions.Sending;

/// <summary>Follows transactions until each is in a block or can no longer get there: replaces those that are stuck, sends anew what nodes lost, and fills gaps.</summary>
public sealed class TransactionFollower(RpcClient rpc, TransactionSender sender, SendingOptions options, TimeProvider time, ILogger<TransactionFollower> logger)
{
    // A receipt may lag behind the count of the account, on another node behind the same address.
    private const int MissesUntilDisplaced = 3;

    // A node may go through all of a block for each receipt: of more than so many only those are asked for that the counts of the accounts say are in blocks.
    private const int MaxReceipts = 100;

    /// <summary>Ends when every transaction has its outcome. The chain's outages only make it longer.</summary>
    public async Task FollowAsync(IReadOnlyList<SentTransaction> sent, CancellationToken cancellationToken)
    {
        List<SentTransaction> followed = [.. sent];
        var mined = new Dictionary<Address, ulong>();
        var failures = 0;
        while (followed.Exists(static one => one.Outcome is null))
        {
            await Task.Delay(options.PollingInterval, time, cancellationToken);
            SentTransaction[] open = [.. followed.Where(static one => one.Outcome is null)];
            try
            {
                followed.AddRange(await LookAsync(open, mined, cancellationToken));
                failures = 0;
            }
            catch (Exception exception) when (exception is RpcException or TransactionException)
            {
                failures++;
                if (int.IsPow2(failures)) SendingLog.ReceiptsUnreadable(logger, open.Length, failures, exception.Message);
            }

            Expire(open);
        }
    }

    /// <summary>One look at all of them.</summary>
    /// <param name="open">The transactions.</param>
    /// <param name="mined">How many transactions of their accounts the look before found in blocks; this one writes what it finds.</param>
    /// <param name="cancellationToken">Cancels the look.</param>
    /// <returns>Transactions that had to be added to fill gaps.</returns>
    private async Task<IReadOnlyList<SentTransaction>> LookAsync(SentTransaction[] open, Dictionary<Address, ulong> mined, CancellationToken cancellationToken)
    {
        bool IsUsed(SentTransaction one) => mined.GetValueOrDefault(one.Request.Sender.Address) > one.Nonce;
        var asked = open.Length > MaxReceipts ? Array.FindAll(open, IsUsed) : open;
        var batch = rpc.CreateBatch("receipts", open[0].EpochId);
        var receipts = asked.Select(one => one.Versions.Select(version => batch.Receipt(version.Hash())).ToArray()).ToArray();
        var counts = open.Select(static one => one.Request.Sender.Address).Distinct().ToDictionary(static account => account, account => batch.TransactionCount(account, "latest"));
        await batch.SendAsync(cancellationToken);

        foreach (var (account, count) in counts) mined[account] = (ulong)count.Value;
        for (var i = 0; i < asked.Length; i++)
        {
            if (Array.Find(receipts[i], static receipt => receipt.IsSuccess && receipt.Value is not null) is { } found) await SettleAsync(asked[i], found.Value!, cancellationToken);
            else if (IsUsed(asked[i])) Miss(asked[i]);
        }

        SentTransaction[] stuck = [.. open.Where(one => one.Outcome is null && !IsUsed(one) && time.GetElapsedTime(one.SentAt) >= options.StuckAfter)];
        if (stuck.Length == 0) return [];
        await sender.ResendAsync(stuck, one => mined[one.Request.Sender.Address] == one.Nonce, cancellationToken);
        return await FillAsync(stuck, mined, cancellationToken);
    }

    private async Task SettleAsync(SentTransaction sent, TransactionReceipt receipt, CancellationToken cancellationToken)
    {
        sender.NoncesOf(sent).Used(sent.Nonce);
        if (receipt.Succeeded != false)
        {
            sent.End(new TransactionOutcome(TransactionFate.Mined, receipt.TransactionHash, receipt, ""));
            return;
        }

        if (receipt.GasUsed >= sent.GasLimit)
        {
            sent.End(new TransactionOutcome(TransactionFate.OutOfGas, receipt.TransactionHash, receipt, $"It used all of its {sent.GasLimit} gas."));
            return;
        }

        var data = await RevertDataAsync(sent, receipt, cancellationToken);
        sent.End(new TransactionOutcome(TransactionFate.Reverted, receipt.TransactionHash, receipt, $"It {RevertReason.Describe(data.Span)}.") { RevertData = data });
    }

    // A receipt does not tell the reason; the call made again at the block does.
    private async Task<ReadOnlyMemory<byte>> RevertDataAsync(SentTransaction sent, TransactionReceipt receipt, CancellationToken cancellationToken)
    {
        var batch = rpc.CreateBatch("receipts", sent.EpochId);
        var replay = batch.Replay(sent.Request, receipt.BlockNumber);
        await batch.SendAsync(cancellationToken);
        return replay.Error?.Data ?? default;
    }

    private void Miss(SentTransaction sent)
    {
        if (++sent.Missed < MissesUntilDisplaced) return;
        sender.NoncesOf(sent).Used(sent.Nonce);
        sent.End(TransactionFate.Displaced, $"Another transaction of {sent.Request.Sender.Address} has nonce {sent.Nonce}: no other program may use this account.");
    }

    private void Expire(SentTransaction[] open)
    {
        foreach (var sent in open.Where(static one => one.Outcome is null && one.Request.Expired.IsCancellationRequested))
        {
            sender.NoncesOf(sent).Abandon(sent.Nonce, sent.Rates);
            sent.End(TransactionFate.Expired, "It was no longer wanted before it was in a block.");
        }
    }

    private async Task<IReadOnlyList<SentTransaction>> FillAsync(SentTransaction[] stuck, Dictionary<Address, ulong> mined, CancellationToken cancellationToken)
    {
        var fillers = new List<TransactionRequest>();
        foreach (var one in stuck.DistinctBy(static one => one.Request.Sender.Address))
        {
            var account = one.Request.Sender.Address;
            if (!sender.NoncesOf(one).AreBlocked(mined[account])) continue;
            SendingLog.Filled(logger, mined[account], account);
            fillers.Add(new TransactionRequest(one.Request.Sender, account, default));
        }

        return fillers.Count == 0 ? [] : await sender.SendAsync(fillers, journal: null, stuck[0].EpochId, cancellationToken);
    }
}
