namespace Snapshotter.Core.Telemetry;

/// <summary>Whether one stage makes progress, judged against its own deadline.</summary>
/// <param name="Stage">The upstream name of the stage, or of a part such as <c>SOURCE_HEAD</c> or <c>JOBS</c>.</param>
/// <param name="Ok">Whether it is within its deadline.</param>
/// <param name="Code">A stable code, such as <c>ok</c>, <c>idle</c>, <c>exhausted</c> or <c>stalled</c>.</param>
/// <param name="Sentence">What an operator should know, and the next step when it is not ok.</param>
/// <param name="Since">When it got into this state.</param>
/// <param name="Deadline">How long it may go without progress.</param>
public sealed record StageHealth(string Stage, bool Ok, string Code, string Sentence, DateTimeOffset Since, TimeSpan Deadline);
