namespace Snapshotter.Core.Chain.Sharing;

/// <summary>A node of one process has nobody to share with.</summary>
internal sealed class UnsharedReads : ISharedReads
{
    public bool HasReaders => false;

    public bool HasListeners => false;

    public ValueTask PutAsync(long epochId, byte[] reads, CancellationToken cancellationToken) => default;

    public ValueTask<byte[]?> GetAsync(long epochId, CancellationToken cancellationToken) => new((byte[]?)null);

    public ValueTask TellAsync(byte[] wishes, CancellationToken cancellationToken) => default;

    public ValueTask<IReadOnlyList<byte[]>> HearAsync(CancellationToken cancellationToken) => new([]);
}
