using System.Collections.Concurrent;

namespace Snapshotter.Core.Storage.Redis;

/// <summary>
/// Epochs of which this process completes jobs right now. News of their end may come before the answer to the completion, which tells it as well, so
/// that nobody need look because of the news.
/// </summary>
internal sealed class CompletingEpochs
{
    private readonly ConcurrentDictionary<long, int> _counts = new();

    /// <summary>A completion is on its way until the returned is disposed.</summary>
    public IDisposable Begin(long epochId)
    {
        _counts.AddOrUpdate(epochId, 1, static (_, count) => count + 1);
        return new Completion(this, epochId);
    }

    public bool Contains(long epochId) => _counts.ContainsKey(epochId);

    private void End(long epochId)
    {
        if (_counts.AddOrUpdate(epochId, 0, static (_, count) => count - 1) <= 0) _counts.TryRemove(KeyValuePair.Create(epochId, 0));
    }

    private sealed class Completion(CompletingEpochs owner, long epochId) : IDisposable
    {
        public void Dispose() => owner.End(epochId);
    }
}
