using Microsoft.Extensions.Logging;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Storage;

namespace Snapshotter.Core.Chain.Sharing;

/// <summary>
/// Shares epochs between the hosts of a node: whoever releases one reads it for all, with what their processors ask for, so that more hosts cost the source chain no
/// more requests. Whatever goes wrong here costs requests and nothing else.
/// </summary>
public sealed partial class SharedEpochs(ISharedReads shared, KnownViews views, ILogger<SharedEpochs> logger)
{
    /// <summary>A larger epoch is read by each host for itself.</summary>
    internal const int MostBytes = 16 << 20;

    /// <summary>Gives an epoch that was just read to the other hosts that run jobs, if there are any.</summary>
    internal async ValueTask OfferAsync(EpochChain chain, CancellationToken cancellationToken)
    {
        if (!shared.HasReaders) return;
        var bytes = SharedEpochCodec.Write(chain.Share());
        if (bytes.Length > MostBytes) LogTooLarge(chain.Epoch.Id, bytes.Length, MostBytes);
        else await TryAsync(() => shared.PutAsync(chain.Epoch.Id, bytes, cancellationToken), chain.Epoch.Id);
    }

    /// <summary>What another host read of an epoch, or null.</summary>
    internal async ValueTask<SharedEpoch?> FindAsync(ReleasedEpoch released, CancellationToken cancellationToken)
    {
        byte[]? found = null;
        await TryAsync(async () => found = await shared.GetAsync(released.Epoch.Id, cancellationToken), released.Epoch.Id);
        try
        {
            return found is not null && SharedEpochCodec.Read(found) is { } epoch && epoch.IsOf(released) ? epoch : null;
        }
        catch (InvalidDataException exception)
        {
            LogDamaged(exception, released.Epoch.Id);
            return null;
        }
    }

    /// <summary>Whether somebody would hear what this host's processors ask for.</summary>
    internal bool HasListeners => shared.HasListeners;

    /// <summary>Tells the others what this host's processors ask for.</summary>
    internal ValueTask TellAsync(EpochLesson wishes, CancellationToken cancellationToken)
    {
        var bytes = WishesCodec.Write(wishes);
        return bytes.Length > MostBytes ? default : TryAsync(() => shared.TellAsync(bytes, cancellationToken), wishes.EpochId);
    }

    /// <summary>What the others' processors ask for; empty when nothing was told since the last look.</summary>
    internal async ValueTask<IReadOnlyList<EpochLesson>> HearAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<byte[]> told = [];
        await TryAsync(async () => told = await shared.HearAsync(cancellationToken), epochId: 0);
        return [.. told.Select(ReadWishes).OfType<EpochLesson>()];
    }

    private EpochLesson? ReadWishes(byte[] bytes)
    {
        try
        {
            return WishesCodec.Read(bytes, views);
        }
        catch (InvalidDataException exception)
        {
            LogDamaged(exception, 0);
            return null;
        }
    }

    private async ValueTask TryAsync(Func<ValueTask> share, long epochId)
    {
        try
        {
            await share();
        }
        catch (StorageException exception)
        {
            LogUnshared(exception, epochId);
        }
    }

    [LoggerMessage(EventId = 1031, Level = LogLevel.Warning, Message = "What was read of epoch {EpochId} has {Bytes} bytes, more than the {Most} that are shared: every host reads it for itself.")]
    private partial void LogTooLarge(long epochId, int bytes, int most);

    [LoggerMessage(EventId = 1032, Level = LogLevel.Warning, Message = "What another host shared of epoch {EpochId} cannot be read and is left aside.")]
    private partial void LogDamaged(Exception exception, long epochId);

    [LoggerMessage(EventId = 1033, Level = LogLevel.Debug, Message = "Epoch {EpochId} could not be shared with the other hosts; they read it for themselves.")]
    private partial void LogUnshared(Exception exception, long epochId);
}
