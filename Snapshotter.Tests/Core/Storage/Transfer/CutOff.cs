using Snapshotter.Core.Storage.Transfer;

namespace Snapshotter.Tests.Core.Storage.Transfer;

/// <summary>Stops a transfer after a number of frames were taken in.</summary>
internal sealed class CutOff(int frames) : IProgress<TransferProgress>, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private int _seen;

    public CancellationToken Token => _stop.Token;

    public void Dispose() => _stop.Dispose();

    public void Report(TransferProgress value)
    {
        if (value.Section != "checking" && ++_seen == frames) _stop.Cancel();
    }
}
