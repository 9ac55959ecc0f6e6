using System.Globalization;
using Snapshotter.Ethereum.JsonRpc;

namespace Snapshotter.Api.LocalNetwork.Chains;

/// <summary>
/// The time of the anchor chain, whose windows are counted in blocks: a block a second, but only while nobody honest has to be waited for. Then
/// blocks come when there is something to put into them, so that nobody is late because the machine is slow.
/// </summary>
/// <param name="anchor">The anchor chain, an anvil that mines nothing by itself.</param>
/// <param name="time">The clock.</param>
internal sealed class AnchorClock(RpcClient anchor, TimeProvider time)
{
    private volatile bool _isHeld;

    /// <summary>Whether blocks come only with transactions.</summary>
    public bool IsHeld
    {
        get => _isHeld;
        set => _isHeld = value;
    }

    /// <summary>Lets time pass until cancelled.</summary>
    /// <exception cref="RpcException">The anchor chain does not answer.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(LocalNetworkOptions.AnchorBlockSeconds), time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            if (IsHeld && !await HasTransactionsAsync(cancellationToken)) continue;
            var batch = anchor.CreateBatch("clock");
            var mined = batch.Raw("evm_mine");
            await batch.SendAsync(cancellationToken);
            _ = mined.Value;
        }
    }

    private async Task<bool> HasTransactionsAsync(CancellationToken cancellationToken)
    {
        var batch = anchor.CreateBatch("clock");
        var pool = batch.Raw("txpool_status");
        await batch.SendAsync(cancellationToken);
        return long.Parse(pool.Value.GetProperty("pending").GetString()!.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) > 0;
    }
}
