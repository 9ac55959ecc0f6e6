using Microsoft.Extensions.Logging.Abstractions;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Transactions.Sending;
using Snapshotter.Tests.Support.Anvils;

namespace Snapshotter.Tests.Ethereum.Transactions.Sending;

/// <summary>A sender on a chain of its own, impatient so that tests are quick.</summary>
internal sealed class SendingRig : IAsyncDisposable, IRpcObserver
{
    private readonly RpcClient _rpc;

    private SendingRig(Anvil anvil, SendingOptions options)
    {
        Anvil = anvil;
        _rpc = new RpcClient(new RpcOptions { Endpoints = [new RpcEndpointOptions { Url = anvil.Url.AbsoluteUri }] }, TimeProvider.System, NullLogger.Instance, observer: this);
        Sender = new TransactionSender(_rpc, options, TimeProvider.System, NullLogger<TransactionSender>.Instance);
        Follower = new TransactionFollower(_rpc, Sender, options, TimeProvider.System, NullLogger<TransactionFollower>.Instance);
        Options = options;
    }

    public Anvil Anvil { get; }

    public TransactionSender Sender { get; private set; }

    public TransactionFollower Follower { get; private set; }

    public List<RpcRequestInfo> Requests { get; } = [];

    private SendingOptions Options { get; }

    public static async Task<SendingRig> StartAsync(bool automine = true, TimeSpan? stuckAfter = null)
    {
        var anvil = await Anvil.StartAsync();
        if (automine) await anvil.AskAsync("evm_setAutomine", true);
        return new SendingRig(anvil, new SendingOptions { PollingInterval = TimeSpan.FromMilliseconds(20), StuckAfter = stuckAfter ?? TimeSpan.FromMinutes(10) });
    }

    /// <summary>What another life of the process would be: it knows nothing of what this one sent.</summary>
    public void Restart()
    {
        Sender.Dispose();
        Sender = new TransactionSender(_rpc, Options, TimeProvider.System, NullLogger<TransactionSender>.Instance);
        Follower = new TransactionFollower(_rpc, Sender, Options, TimeProvider.System, NullLogger<TransactionFollower>.Instance);
    }

    public void OnHttpRequest(RpcRequestInfo info)
    {
        lock (Requests) Requests.Add(info);
    }

    public async ValueTask DisposeAsync()
    {
        Sender.Dispose();
        _rpc.Dispose();
        await Anvil.DisposeAsync();
    }
}
