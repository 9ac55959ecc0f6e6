using System.Collections.Concurrent;
using System.Diagnostics;
using Snapshotter.Ethereum.JsonRpc;

namespace Snapshotter.Benchmarks.EndToEnd.Latency;

/// <summary>When each block of a chain was asked for that is mined by request alone.</summary>
internal sealed class MinedBlocks : IRpcObserver
{
    private readonly ConcurrentQueue<long> _asked = new();

    /// <summary>The moment before a block was mined, as <see cref="Stopwatch.GetTimestamp"/> tells it.</summary>
    /// <param name="number">The block.</param>
    public long Before(long number) => _asked.ElementAt(checked((int)number - 1));

    public void OnHttpRequest(RpcRequestInfo info)
    {
        if (info.Calls.ContainsKey("evm_mine")) _asked.Enqueue(Stopwatch.GetTimestamp() - (long)(info.Duration.TotalSeconds * Stopwatch.Frequency));
    }
}
