using System.Threading.Channels;
using Snapshotter.Core.Epochs;
using Snapshotter.Network.Epochs;

namespace Snapshotter.Tests.Network.Epochs;

/// <summary>A contract that takes epochs in order, and that a test can look into.</summary>
internal sealed class ScriptedLedger : IEpochLedger
{
    private readonly Channel<(long Begin, long End)> _released = Channel.CreateUnbounded<(long, long)>();

    public List<(long Begin, long End)> Epochs { get; } = [];

    public ChannelReader<(long Begin, long End)> Released => _released.Reader;

    /// <summary>Thrown by the next release after it is in the contract: the receipt got lost on the way.</summary>
    public Exception? LoseNextReceipt { get; set; }

    public Task<Epoch?> CurrentAsync(CancellationToken cancellationToken) =>
        Task.FromResult(Epochs.Count == 0 ? null : new Epoch(Epochs.Count, Epochs[^1].Begin, Epochs[^1].End));

    public Task<Epoch> ReleaseAsync(long begin, long end, CancellationToken cancellationToken)
    {
        if (Epochs.Count > 0) begin.Should().Be(Epochs[^1].End + 1, "the contract takes the next epoch only");
        Epochs.Add((begin, end));
        _released.Writer.TryWrite((begin, end));
        if (LoseNextReceipt is not { } failure) return Task.FromResult(new Epoch(Epochs.Count, begin, end));
        LoseNextReceipt = null;
        return Task.FromException<Epoch>(failure);
    }
}
