namespace Snapshotter.Ethereum.JsonRpc.Endpoints;

/// <summary>What was learnt about the limits of one endpoint by running into them. Safe for use by many threads.</summary>
internal sealed class EndpointTraits
{
    private static readonly TimeSpan ResultLimitLifetime = TimeSpan.FromMinutes(10);
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private int _maxBatchSize = int.MaxValue;
    private bool _takesBatches = true;
    private bool _hasAnsweredBatch;
    private long _maxLogBlocks = long.MaxValue;
    private long _busyLogBlocks = long.MaxValue;
    private DateTimeOffset _busyUntil = DateTimeOffset.MinValue;

    public EndpointTraits(TimeProvider time) => _time = time;

    /// <summary>How many calls it takes in one batch.</summary>
    public int MaxBatchSize
    {
        get
        {
            lock (_lock) return _takesBatches ? _maxBatchSize : 1;
        }
    }

    /// <summary>Whether it takes arrays of calls at all.</summary>
    public bool TakesBatches
    {
        get
        {
            lock (_lock) return _takesBatches;
        }
    }

    /// <summary>Whether a batch has ever been answered, so that a refusal can only mean its size.</summary>
    public bool HasAnsweredBatch
    {
        get
        {
            lock (_lock) return _hasAnsweredBatch;
        }
    }

    /// <summary>How many blocks one eth_getLogs may span.</summary>
    public long MaxLogBlocks
    {
        get
        {
            lock (_lock) return _time.GetUtcNow() < _busyUntil ? Math.Min(_maxLogBlocks, _busyLogBlocks) : _maxLogBlocks;
        }
    }

    /// <summary>A batch was answered.</summary>
    public void AnsweredBatch()
    {
        lock (_lock) _hasAnsweredBatch = true;
    }

    /// <summary>A batch of this size was refused for its size.</summary>
    public void RefusedBatchOf(int size)
    {
        lock (_lock)
        {
            if (size <= 1) _takesBatches = false;
            else _maxBatchSize = Math.Min(_maxBatchSize, size / 2);
        }
    }

    /// <summary>It takes no arrays.</summary>
    public void RefusesBatches()
    {
        lock (_lock) _takesBatches = false;
    }

    /// <summary>An eth_getLogs over this many blocks was refused for their number.</summary>
    public void RefusedLogBlocks(long blocks)
    {
        lock (_lock) _maxLogBlocks = Math.Min(_maxLogBlocks, Math.Max(1, blocks / 2));
    }

    /// <summary>An eth_getLogs over this many blocks had too many results; how many a range has changes with time, so this is forgotten after ten minutes.</summary>
    public void RefusedLogResults(long blocks)
    {
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            var half = Math.Max(1, blocks / 2);
            _busyLogBlocks = now < _busyUntil ? Math.Min(_busyLogBlocks, half) : half;
            _busyUntil = now + ResultLimitLifetime;
        }
    }
}
