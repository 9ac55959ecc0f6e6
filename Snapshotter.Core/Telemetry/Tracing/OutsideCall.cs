using System.Diagnostics;

namespace Snapshotter.Core.Telemetry.Tracing;

/// <summary>The span of a call to another program; nothing when nobody listens.</summary>
public readonly struct OutsideCall(Activity? span)
{
    /// <summary>Ends it.</summary>
    /// <param name="failure">Why it failed, or null when it did not.</param>
    public void End(string? failure = null)
    {
        if (span is null) return;
        if (failure is not null) span.SetStatus(ActivityStatusCode.Error, failure);
        span.Stop();
    }
}
