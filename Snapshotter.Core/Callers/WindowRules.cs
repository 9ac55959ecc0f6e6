namespace Snapshotter.Core.Callers;

/// <summary>The arithmetic of fixed windows (spec 1.4), the same for every meter; <c>calls.lua</c> has it for Redis.</summary>
public static class WindowRules
{
    /// <summary>
    /// Beyond the calls that wait, at most this part of what is left is granted. So a window that runs out is shared out call by call, and a
    /// host cannot keep what another one needs.
    /// </summary>
    public const int SparePart = 16;

    /// <summary>The windows of the limits at a time: those that run on, and fresh ones for those that are over or new.</summary>
    public static WindowUse[] Current(CallLimits limits, IReadOnlyList<WindowUse> kept, long now)
    {
        var current = new WindowUse[limits.Windows.Count];
        for (var i = 0; i < current.Length; i++)
        {
            var period = (long)limits.Windows[i].Period.TotalMilliseconds;
            current[i] = new WindowUse(period, now, 0);
            foreach (var window in kept)
            {
                // A clock that was set back must not make a window longer than it is.
                if (window.Period == period && window.End > now) current[i] = window with { Start = Math.Min(window.Start, now) };
            }
        }

        return current;
    }

    /// <summary>Gives back calls that were not made to the windows that still run.</summary>
    public static void GiveBack(WindowUse[] windows, UnusedCalls unused)
    {
        if (unused.Count <= 0 || unused.Windows.Count != windows.Length) return;
        for (var i = 0; i < windows.Length; i++)
        {
            if (windows[i].Start == unused.Windows[i]) windows[i] = windows[i] with { Used = Math.Max(0, windows[i].Used - unused.Count) };
        }
    }

    /// <summary>Takes calls from all windows, and says which one refused the rest.</summary>
    public static CallGrant Take(WindowUse[] windows, CallTake take, long now)
    {
        var (left, usedUp) = (long.MaxValue, -1);
        for (var i = 0; i < windows.Length; i++)
        {
            var room = Math.Max(0, take.Limits.Windows[i].Limit - windows[i].Used);
            if (room < take.Wanted && room < left) usedUp = i;
            left = Math.Min(left, room);
        }

        var count = (int)Math.Min(left, take.Wanted);
        count += (int)Math.Min(take.Spare, (left - count) / SparePart);
        for (var i = 0; i < windows.Length; i++) windows[i] = windows[i] with { Used = windows[i].Used + count };
        var firstEnd = windows.Length == 0 ? long.MaxValue : windows.Min(static window => window.End);
        return new CallGrant(
            count,
            Array.ConvertAll(windows, static window => window.Start),
            windows.Length == 0 ? TimeSpan.MaxValue : TimeSpan.FromMilliseconds(firstEnd - now),
            usedUp,
            usedUp < 0 ? TimeSpan.Zero : TimeSpan.FromMilliseconds(windows[usedUp].End - now));
    }

    /// <summary>The counts with what is new, begun at zero again when their day is over.</summary>
    public static CallCounts Count(CallCounts counts, CallTake take, long nowSeconds)
    {
        const long Day = 86_400;
        var since = counts.ResetAt <= nowSeconds ? new CallCounts(0, 0, nowSeconds + Day) : counts;
        return since with { Calls = since.Calls + take.Succeeded, Throttled = since.Throttled + take.Throttled };
    }
}
