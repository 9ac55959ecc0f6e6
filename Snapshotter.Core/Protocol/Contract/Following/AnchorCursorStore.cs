using System.Text.Json;
using Snapshotter.Core.Storage;

namespace Snapshotter.Core.Protocol.Contract.Following;

/// <summary>
/// Keeps the cursor in the state store, in one transaction with what changed. Where nothing changed it is written only now and then:
/// after a crash the blocks since are read again, which changes nothing.
/// </summary>
public sealed class AnchorCursorStore(IStateStore store)
{
    private const string FactKey = "anchor:cursor";
    private const string JoinedKey = "anchor:joined";

    /// <summary>After how many blocks without events the cursor is written anyway.</summary>
    private const long MaxUnwritten = 64;

    private AnchorCursor? _cursor;
    private long _written = long.MinValue;

    /// <summary>The cursor, or null before the first look at the anchor chain.</summary>
    /// <exception cref="InvalidDataException">What is kept is no cursor.</exception>
    public async ValueTask<AnchorCursor?> LoadAsync(CancellationToken cancellationToken)
    {
        if (_cursor is null && await store.FactAsync(FactKey, cancellationToken) is { } bytes)
        {
            _cursor = AnchorCursorJson.Read(bytes);
            _written = _cursor.Number;
        }

        return _cursor;
    }

    /// <summary>What is kept counts again: another process may have read on since.</summary>
    public void Forget() => _cursor = null;

    /// <summary>Writes where reading begins, and the newest epoch that was released by then, if it is known.</summary>
    public async ValueTask BeginAsync(AnchorCursor cursor, long? joinedAfter, CancellationToken cancellationToken) =>
        await SaveAsync(cursor, new StateChange { Facts = joinedAfter is { } epochId ? [KeyValuePair.Create(JoinedKey, JsonSerializer.SerializeToUtf8Bytes(epochId))] : [] }, cancellationToken);

    /// <summary>The newest epoch that was released when the node began to read; 0 where none was, null where it is not known.</summary>
    public async ValueTask<long?> JoinedAfterAsync(CancellationToken cancellationToken) =>
        await store.FactAsync(JoinedKey, cancellationToken) is { } bytes ? JsonSerializer.Deserialize<long>(bytes) : null;

    /// <summary>Writes the change and how far the chain is read now.</summary>
    public async ValueTask SaveAsync(AnchorCursor cursor, StateChange change, CancellationToken cancellationToken)
    {
        var isBack = cursor.Number < _cursor?.Number;
        var hasEvents = _cursor is null || cursor.Recent.Count > 0 && cursor.Recent[^1] != (_cursor.Recent.Count > 0 ? _cursor.Recent[^1] : null);
        if (isBack || hasEvents || !change.IsEmpty || cursor.Number - _written >= MaxUnwritten)
        {
            await store.CommitAsync(change with { IsOfTurn = true, Facts = [.. change.Facts, KeyValuePair.Create(FactKey, AnchorCursorJson.Write(cursor))] }, cancellationToken);
            _written = cursor.Number;
        }

        _cursor = cursor;
    }
}
