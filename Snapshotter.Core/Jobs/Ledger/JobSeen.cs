using System.Globalization;

namespace Snapshotter.Core.Jobs.Ledger;

/// <summary>The job and the state in which its operator saw it. An action on it is refused when the job has moved on since.</summary>
/// <param name="Id">The job.</param>
/// <param name="State">Where it was.</param>
/// <param name="Attempt">The attempt it was at.</param>
/// <param name="Deliveries">How often a worker had got it.</param>
public sealed record JobSeen(long Id, JobState State, int Attempt, int Deliveries)
{
    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <returns>Null when the text is something else.</returns>
    public static JobSeen? Parse(string? text)
    {
        var parts = text?.Split('.') ?? [];
        return parts.Length == 4
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && Enum.TryParse<JobState>(parts[1], ignoreCase: false, out var state) && Enum.IsDefined(state)
            && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var attempt)
            && int.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out var deliveries)
            ? new JobSeen(id, state, attempt, deliveries)
            : null;
    }

    /// <summary>The text that a form carries.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Id}.{State}.{Attempt}.{Deliveries}");
}
