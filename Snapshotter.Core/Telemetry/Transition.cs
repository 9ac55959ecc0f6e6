namespace Snapshotter.Core.Telemetry;

/// <summary>The outcome of one stage for one subject in one epoch. The latest outcome replaces an earlier one.</summary>
/// <param name="EpochId">The epoch.</param>
/// <param name="Stage">The stage; its subject is the epoch itself, a project type or a project id.</param>
/// <param name="Subject">The project type (<see cref="Stage.Preload"/>), the project id (later stages), or empty.</param>
/// <param name="Error">Why it failed, or null when it succeeded.</param>
/// <param name="Extra">A JSON object with more facts, or null.</param>
/// <param name="Timestamp">Unix seconds.</param>
public sealed record Transition(long EpochId, Stage Stage, string Subject, string? Error, string? Extra, long Timestamp)
{
    /// <summary>Whether the stage succeeded.</summary>
    public bool Succeeded => Error is null;
}
