using System.Collections.Concurrent;
using System.Diagnostics;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Submission.Outbox;
using Snapshotter.Core.Telemetry;
using Snapshotter.Ethereum.JsonRpc;

namespace Snapshotter.Benchmarks.EndToEnd.Latency;

/// <summary>Notes when a node passed which stage, by what it asks of chains, writes and runs: nothing in the node knows of it. One epoch at a time.</summary>
internal sealed class LatencyWatch
{
    /// <summary>The aliases of the endpoints.</summary>
    public const string Source = "source", Anchor = "anchor";

    private readonly ConcurrentQueue<(LatencyStage Stage, long At)> _passed = new();
    private int _anchorRequests;

    /// <summary>The requests to the anchor chain since the last epoch was taken.</summary>
    public int AnchorRequests => Volatile.Read(ref _anchorRequests);

    /// <summary>A request to a chain has ended.</summary>
    public void OnHttpRequest(RpcRequestInfo info)
    {
        if (info.Endpoint == Source) Pass(LatencyStage.SourceRead);
        if (info.Endpoint != Anchor) return;
        Interlocked.Increment(ref _anchorRequests);
        if (info.Calls.ContainsKey("eth_getLogs")) Pass(LatencyStage.Heard);
        if (info.Calls.ContainsKey("eth_estimateGas")) Pass(LatencyStage.Priced);
        if (info.Calls.ContainsKey("eth_sendRawTransaction")) Pass(LatencyStage.Sent);
    }

    /// <summary>A job begins.</summary>
    public void OnJobStarted() => Pass(LatencyStage.JobStarted);

    /// <summary>A change is durable.</summary>
    public void OnCommitted(StateChange change)
    {
        if (change.Released.Count > 0) Pass(LatencyStage.Released);
        if (change.Transitions.Any(static transition => transition.Stage == Stage.SnapshotBuild)) Pass(LatencyStage.Built);
        foreach (var entry in change.Outbox)
        {
            if (entry.State == OutboxState.Queued) Pass(LatencyStage.Queued);
            else if (entry.State == OutboxState.Signed) Pass(entry.Transactions.Length == 0 ? LatencyStage.Signed : LatencyStage.Written);
        }
    }

    /// <summary>Forgets what came before an epoch.</summary>
    public void Begin()
    {
        _passed.Clear();
        Interlocked.Exchange(ref _anchorRequests, 0);
    }

    /// <summary>The epoch since <see cref="Begin"/>.</summary>
    /// <param name="from">When its block began to be mined, as <see cref="Stopwatch.GetTimestamp"/> tells it.</param>
    public EpochLatency Take(long from)
    {
        var passed = _passed.Where(one => one.At > from).ToArray();
        long Last(LatencyStage stage) => passed.Where(one => one.Stage == stage).Max(static one => one.At);
        var released = passed.First(static one => one.Stage == LatencyStage.Released).At;
        var at = Enum.GetValues<LatencyStage>().ToDictionary(static stage => stage, stage => stage switch
        {
            // It looks again later; what it released the epoch by was the look before.
            LatencyStage.Heard => passed.Last(one => one.Stage == LatencyStage.Heard && one.At <= released).At,
            LatencyStage.Released => released,
            LatencyStage.JobStarted => passed.First(static one => one.Stage == LatencyStage.JobStarted).At,
            _ => Last(stage),
        });
        return new EpochLatency(at.ToDictionary(static stage => stage.Key, stage => Stopwatch.GetElapsedTime(from, stage.Value)), AnchorRequests);
    }

    private void Pass(LatencyStage stage) => _passed.Enqueue((stage, Stopwatch.GetTimestamp()));
}
