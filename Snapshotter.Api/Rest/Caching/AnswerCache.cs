using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;
using Snapshotter.Api.Rest.Answers;

namespace Snapshotter.Api.Rest.Caching;

/// <summary>
/// Ready answers by canonical path, bounded in bytes. Reading takes no lock; when room is needed, the hand of a clock goes over the entries
/// in the order they came and drops the first that was not read since it last passed.
/// Only what is final comes in, so nothing in it ever grows stale.
/// </summary>
internal sealed class AnswerCache(IOptions<RestOptions> options)
{
    /// <summary>What an entry costs beside its body: key, headers, table slot.</summary>
    private const int Overhead = 512;

    private readonly long _limit = options.Value.CacheBytes;
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly Queue<Entry> _clock = new();
    private readonly Lock _gate = new();
    private long _bytes;

    /// <summary>The number of answers kept.</summary>
    public int Count => _entries.Count;

    /// <summary>The bytes they take.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>The answer at a path, if it is kept.</summary>
    public bool TryGet(string path, [NotNullWhen(true)] out SnapshotAnswer? answer)
    {
        if (!_entries.TryGetValue(path, out var entry))
        {
            answer = null;
            return false;
        }

        if (!entry.Used) entry.Used = true;
        answer = entry.Answer;
        return true;
    }

    /// <summary>Keeps an answer, unless it would take more than an eighth of the room.</summary>
    public void Add(string path, SnapshotAnswer answer)
    {
        var cost = answer.Body.Length + Overhead + (2 * path.Length);
        if (cost > _limit / 8) return;
        var entry = new Entry(path, answer, cost);
        lock (_gate)
        {
            if (!_entries.TryAdd(path, entry)) return;
            answer.Grown = bytes => Grow(entry, bytes);
            _clock.Enqueue(entry);
            _bytes += cost;
            MakeRoom();
        }
    }

    private void Grow(Entry entry, int bytes)
    {
        lock (_gate)
        {
            if (entry.Gone) return;
            entry.Cost += bytes;
            _bytes += bytes;
            MakeRoom();
        }
    }

    private void MakeRoom()
    {
        while (_bytes > _limit && _clock.TryDequeue(out var entry))
        {
            if (entry.Used)
            {
                entry.Used = false;
                _clock.Enqueue(entry);
                continue;
            }

            entry.Gone = true;
            _bytes -= entry.Cost;
            _entries.TryRemove(entry.Path, out _);
        }
    }

    private sealed class Entry(string path, SnapshotAnswer answer, long cost)
    {
        public string Path { get; } = path;

        public SnapshotAnswer Answer { get; } = answer;

        public long Cost { get; set; } = cost;

        public bool Used { get; set; }

        public bool Gone { get; set; }
    }
}
