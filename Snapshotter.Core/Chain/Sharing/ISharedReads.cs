using Snapshotter.Core.Storage;

namespace Snapshotter.Core.Chain.Sharing;

/// <summary>
/// What hosts that work on one state tell each other of the source chain, so that an epoch is read once for all of them. It is a help and nothing more: a host that finds
/// nothing reads for itself, and what is written may be lost.
/// </summary>
public interface ISharedReads
{
    /// <summary>Whether other hosts run jobs, as far as is known here.</summary>
    bool HasReaders { get; }

    /// <summary>Whether any other host is there that may read the chain for this one.</summary>
    bool HasListeners { get; }

    /// <summary>Keeps what was read of an epoch until its last job has ended, an hour at most.</summary>
    /// <exception cref="StorageException">It could not be kept.</exception>
    ValueTask PutAsync(long epochId, byte[] reads, CancellationToken cancellationToken);

    /// <summary>What was read of an epoch, or null.</summary>
    /// <exception cref="StorageException">It could not be looked up.</exception>
    ValueTask<byte[]?> GetAsync(long epochId, CancellationToken cancellationToken);

    /// <summary>Tells the other hosts what the processors of this one ask for, in place of what was told before.</summary>
    /// <exception cref="StorageException">It could not be told.</exception>
    ValueTask TellAsync(byte[] wishes, CancellationToken cancellationToken);

    /// <summary>What the other hosts tell, asked for by one caller at a time; empty when nothing was told since the last look.</summary>
    /// <exception cref="StorageException">It could not be looked up; the next look finds it.</exception>
    ValueTask<IReadOnlyList<byte[]>> HearAsync(CancellationToken cancellationToken);
}
