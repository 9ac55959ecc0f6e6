namespace Snapshotter.Core.Callers;

/// <summary>What a host asks of the meter for one caller.</summary>
/// <param name="Caller">The caller.</param>
/// <param name="Limits">What it may ask.</param>
/// <param name="Wanted">The calls that wait.</param>
public sealed record CallTake(CallerId Caller, CallLimits Limits, int Wanted)
{
    /// <summary>The most calls to take beyond those that wait, so that the next ones need not. Fewer are granted as a window is used up.</summary>
    public int Spare { get; init; }

    /// <summary>Calls that were granted and not made.</summary>
    public UnusedCalls Unused { get; init; }

    /// <summary>Calls answered with success since the last time.</summary>
    public long Succeeded { get; init; }

    /// <summary>Calls refused since the last time.</summary>
    public long Throttled { get; init; }
}

/// <summary>Calls to give back.</summary>
/// <param name="Count">How many.</param>
/// <param name="Windows">The windows they were taken from (<see cref="CallGrant.Windows"/>); those that are over meanwhile get nothing back.</param>
public readonly record struct UnusedCalls(int Count, IReadOnlyList<long> Windows);

/// <summary>Whose key it is, and what was granted to one call with it.</summary>
/// <param name="Owner">The owner.</param>
/// <param name="Grant">What was granted; null of a revoked key, with which nothing is taken.</param>
public sealed record KeyedGrant(KeyOwner Owner, CallGrant? Grant);

/// <summary>What the meter granted.</summary>
/// <param name="Count">The calls that may be made, those that wait first.</param>
/// <param name="Windows">The windows they were taken from: when each began, in Unix milliseconds, in the order of the limits.</param>
/// <param name="ValidFor">How long they may be made: until the first of the windows is over.</param>
/// <param name="UsedUp">The window that refused the calls that were not granted, by its place in the limits; negative when all that wait were granted.</param>
/// <param name="RetryAfter">How long it takes until that window is over.</param>
public sealed record CallGrant(int Count, IReadOnlyList<long> Windows, TimeSpan ValidFor, int UsedUp, TimeSpan RetryAfter);
