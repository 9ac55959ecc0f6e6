using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Concurrency;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Protocol.Contract.Events;
using Snapshotter.Core.Protocol.Contract.Views;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Core.Protocol.Contract.Following;

/// <summary>
/// Releases the epochs that the contract announces, in their order and none left out: those that no event told of, because the node was away,
/// are read from the contract.
/// </summary>
public sealed partial class AnnouncedEpochs : IEpochSource, IProtocolEvents, IDisposable
{
    private const int MaxAnnounced = 1024;
    private const int MaxLookups = 100;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<long, AnnouncedEpoch> _announced = new();
    private readonly WakeUp _news = new();
    private readonly EpochOptions _options;
    private readonly AnnouncedRelease _release;
    private readonly EpochRoom _room;
    private readonly SourceChainReader _reader;
    private readonly OpenEpochs _open;
    private readonly IProtocolContract _contract;
    private readonly ContractViews _views;
    private readonly AnchorCursorStore _cursors;
    private readonly IStateStore _store;
    private readonly EpochTracker _tracker;
    private readonly PipelineProgress _progress;
    private readonly TimeProvider _time;
    private readonly ILogger<AnnouncedEpochs> _logger;
    private long _newest;

    /// <summary>Releases with <paramref name="release"/>.</summary>
    public AnnouncedEpochs(
        EpochOptions options, AnnouncedRelease release, EpochRoom room, SourceChainReader reader, OpenEpochs open, IProtocolContract contract, ContractViews views, AnchorCursorStore cursors, IStateStore store, EpochTracker tracker,
        PipelineProgress progress, TimeProvider time, ILogger<AnnouncedEpochs> logger)
    {
        _options = options;
        _release = release;
        _room = room;
        _reader = reader;
        _open = open;
        _contract = contract;
        _views = views;
        _cursors = cursors;
        _store = store;
        _tracker = tracker;
        _progress = progress;
        _time = time;
        _logger = logger;
    }

    /// <inheritdoc/>
    public void Happened(ProtocolEvent happened)
    {
        if (happened is not ProtocolEvent.EpochReleased released) return;
        var announced = new AnnouncedEpoch(released.Epoch, released.AnchorBlock, released.Timestamp);

        // Of more than can be kept the later ones are read from the contract when their turn comes.
        if (_announced.Count < MaxAnnounced) _announced[released.Epoch.Id] = announced;
        Announced(released.Epoch.Id);
    }

    /// <inheritdoc/>
    public void Withdrawn(long epochId)
    {
        _announced.TryRemove(epochId, out _);
        _tracker.Withdrawn(epochId);
        _open.Discard(epochId);
    }

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        // Another host may have had the turn since: what it released, and what it was told of, is asked for.
        _release.Restart();
        _announced.Clear();
        Volatile.Write(ref _newest, 0);
        await RetryAsync(StartAsync, cancellationToken);
        var isFirst = true;
        while (true)
        {
            await _room.WaitAsync(cancellationToken);
            var next = await RetryAsync(NextAsync, cancellationToken);
            var released = await RetryAsync(token => _release.ReleaseAsync(next, token), cancellationToken);
            if (released is null) continue;
            _progress.SawHead(_reader.Head);

            // What the first epoch's processors ask for is what all later ones are read with, so it goes alone.
            if (isFirst) await _tracker.WaitForEndAsync(released.Epoch.Id, cancellationToken);
            isFirst = false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _news.Dispose();

    // What was announced while the node was away, or before a crash, no event tells of again.
    private async ValueTask<bool> StartAsync(CancellationToken cancellationToken)
    {
        var size = await _views.ReadAsync(_contract.EpochSize(), cancellationToken);
        if (size != _options.Size) throw new InvalidOperationException($"The contract's epochs have {size} blocks, Epochs:Size says {_options.Size}: set it to {size}.");
        if (await _store.CurrentEpochAsync(cancellationToken) is not null) Announced((await _views.ReadAsync(_contract.CurrentEpoch(), cancellationToken)).Id);
        else await RecallAsync(cancellationToken);
        return true;
    }

    // A node that died before it released its first epoch has read of it all the same.
    private async ValueTask RecallAsync(CancellationToken cancellationToken)
    {
        if (await _cursors.LoadAsync(cancellationToken) is not { } cursor) return;
        foreach (var released in cursor.Recent.SelectMany(static block => block.Events).OfType<ProtocolEvent.EpochReleased>()) Happened(released);
    }

    private async ValueTask<AnnouncedEpoch> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await _release.NextRebuildAsync(cancellationToken) is { } again) return again;
            var current = await _store.CurrentEpochAsync(cancellationToken);
            foreach (var id in _announced.Keys.Where(id => id <= current?.Epoch.Id)) _announced.TryRemove(id, out _);
            if (current is null)
            {
                if (await FirstAsync(cancellationToken) is { } first) return first;
            }
            else if (_announced.TryGetValue(current.Epoch.Id + 1, out var announced))
            {
                return announced;
            }
            else if (Volatile.Read(ref _newest) > current.Epoch.Id && await LookUpAsync(current.Epoch.Id + 1, cancellationToken) is { } found)
            {
                return found;
            }

            await _news.WaitAsync(cancellationToken);
        }
    }

    /// <summary>The first epoch of a new node: the first one that was released after it began to read, even if no event told of it, or the first one announced to it.</summary>
    private async ValueTask<AnnouncedEpoch?> FirstAsync(CancellationToken cancellationToken)
    {
        if (_announced.IsEmpty) return null;
        var first = _announced.MinBy(static one => one.Key).Value;
        if (await _cursors.JoinedAfterAsync(cancellationToken) is not { } joined || first.Epoch.Id <= joined + 1) return first;
        return await LookUpAsync(joined + 1, cancellationToken) ?? first;
    }

    /// <summary>The first epoch from an id on that was released; ids that were skipped have no release.</summary>
    private async ValueTask<AnnouncedEpoch?> LookUpAsync(long first, CancellationToken cancellationToken)
    {
        for (var from = first; from <= Volatile.Read(ref _newest); from += MaxLookups)
        {
            var ids = Enumerable.Range(0, MaxLookups).Select(i => from + i).Where(id => id <= Volatile.Read(ref _newest)).ToArray();
            var infos = await _views.ReadAllAsync(ids.Select(_contract.EpochInfo), cancellationToken);
            AnnouncedEpoch[] found = [.. ids.Zip(infos).Where(static pair => pair.Second.IsReleased).Select(pair => new AnnouncedEpoch(
                new Epoch(pair.First, pair.Second.End - _options.Size + 1, pair.Second.End), pair.Second.AnchorBlock, pair.Second.Timestamp))];
            if (found.Length == 0) continue;
            foreach (var one in found) _announced.TryAdd(one.Epoch.Id, one);
            LogCaughtUp(found.Length, found[0].Epoch.Id, found[^1].Epoch.Id);
            return found[0];
        }

        return null;
    }

    private void Announced(long epochId)
    {
        if (epochId > Volatile.Read(ref _newest)) Volatile.Write(ref _newest, epochId);
        _news.Set();
    }

    private async ValueTask<T> RetryAsync<T>(Func<CancellationToken, ValueTask<T>> action, CancellationToken cancellationToken)
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                var result = await action(cancellationToken);
                if (failures > 1) LogRecovered(failures - 1);
                return result;
            }
            catch (Exception exception) when (exception is SourceChainException or ProtocolStateException or StorageException)
            {
                if (exception is SourceChainException) _progress.SourceFailed(exception.Message);
                if (int.IsPow2(failures)) LogFailing(exception, failures);
                var delay = _options.PollingInterval * Math.Pow(2, Math.Min(failures - 1, 20));
                await Task.Delay(delay < LongestWait ? delay : LongestWait, _time, cancellationToken);
            }
        }
    }

    [LoggerMessage(EventId = 1731, Level = LogLevel.Warning, Message = "The next epoch cannot be released ({Failures} failures in a row); the node keeps trying.")]
    private partial void LogFailing(Exception exception, int failures);

    [LoggerMessage(EventId = 1732, Level = LogLevel.Information, Message = "Epochs can be released again after {Failures} failures.")]
    private partial void LogRecovered(int failures);

    [LoggerMessage(EventId = 1733, Level = LogLevel.Information, Message = "{Count} epochs from {First} to {Last} were released while nobody listened; they are taken up now.")]
    private partial void LogCaughtUp(int count, long first, long last);
}
