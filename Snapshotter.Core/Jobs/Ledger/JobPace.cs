namespace Snapshotter.Core.Jobs.Ledger;

/// <summary>What was done in a stretch of <see cref="Seconds"/> seconds.</summary>
/// <param name="From">Its beginning, in Unix seconds, a multiple of its length.</param>
/// <param name="Done">Jobs that succeeded.</param>
/// <param name="Failed">Attempts that failed.</param>
public sealed record JobPace(long From, long Done, long Failed)
{
    /// <summary>The length of a stretch.</summary>
    public const int Seconds = 10;

    /// <summary>For how many stretches the pace is kept: a day.</summary>
    public const int Kept = 86_400 / Seconds;

    /// <summary>The beginning of the stretch that a moment lies in.</summary>
    public static long StretchOf(DateTimeOffset at) => at.ToUnixTimeSeconds() / Seconds * Seconds;
}
