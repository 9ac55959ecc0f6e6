using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Chain;

/// <summary>What the processors of an epoch wait for, and what the next request will ask.</summary>
internal sealed class PendingReads
{
    /// <summary>Contracts and first topics whose logs are wanted.</summary>
    public Dictionary<Address, HashSet<Hash32>> Logs { get; } = [];

    /// <summary>Calls wanted.</summary>
    public Dictionary<CallKey, TaskCompletionSource<ReadOnlyMemory<byte>>> Calls { get; } = [];

    /// <summary>Ends when headers and logs are in.</summary>
    public TaskCompletionSource Blocks { get; } = Observed(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    /// <summary>Whether anybody waits for <see cref="Blocks"/>.</summary>
    public bool WantsBlocks { get; private set; }

    public bool IsEmpty => !WantsBlocks && Calls.Count == 0;

    public Task WantHeaders()
    {
        WantsBlocks = true;
        return Blocks.Task;
    }

    public Task WantLogs(Address contract, IReadOnlyList<Hash32> signatures)
    {
        WantsBlocks = true;
        if (!Logs.TryGetValue(contract, out var wanted)) Logs.Add(contract, wanted = []);
        wanted.UnionWith(signatures);
        return Blocks.Task;
    }

    public Task<ReadOnlyMemory<byte>> WantCall(CallKey key)
    {
        if (!Calls.TryGetValue(key, out var waiting))
        {
            waiting = new TaskCompletionSource<ReadOnlyMemory<byte>>(TaskCreationOptions.RunContinuationsAsynchronously);
            Faults.Observed(waiting.Task);
            Calls.Add(key, waiting);
        }

        return waiting.Task;
    }

    private static TaskCompletionSource Observed(TaskCompletionSource waiting)
    {
        Faults.Observed(waiting.Task);
        return waiting;
    }
}
