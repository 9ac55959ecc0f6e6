namespace Snapshotter.Ethereum.JsonRpc.Endpoints;

/// <summary>How an endpoint did in the last minutes, and what went wrong last. Safe for use by many threads.</summary>
internal sealed class EndpointTally(TimeProvider time)
{
    private const int Minutes = (int)EndpointStatus.TallyMinutes;

    private readonly Lock _lock = new();
    private readonly (long Minute, int Requests, int Failures)[] _ring = new (long, int, int)[Minutes];
    private DateTimeOffset? _answeredAt;
    private (string Reason, DateTimeOffset At)? _fault;

    /// <summary>A request has ended; <paramref name="fault"/> tells what was wrong with it, without the address.</summary>
    public void Note(string? fault)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            var minute = now.ToUnixTimeSeconds() / 60;
            ref var slot = ref _ring[minute % Minutes];
            if (slot.Minute != minute) slot = (minute, 0, 0);
            slot.Requests++;
            if (fault is null)
            {
                _answeredAt = now;
                return;
            }

            slot.Failures++;
            _fault = (fault, now);
        }
    }

    /// <summary>Adds it to a status.</summary>
    public EndpointStatus Into(EndpointStatus status)
    {
        lock (_lock)
        {
            var first = (time.GetUtcNow().ToUnixTimeSeconds() / 60) - Minutes + 1;
            var recent = _ring.Where(slot => slot.Minute >= first).ToArray();
            return status with
            {
                Requests = recent.Sum(static slot => slot.Requests),
                Failures = recent.Sum(static slot => slot.Failures),
                AnsweredAt = _answeredAt,
                LastFault = _fault?.Reason,
                LastFaultAt = _fault?.At,
            };
        }
    }
}
