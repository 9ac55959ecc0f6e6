namespace Snapshotter.Core.Reporting;

/// <summary>Something an operator, or the operators of the network, should know.</summary>
/// <param name="Type">What is wrong.</param>
/// <param name="ProjectId">The project, or empty when it is about none.</param>
/// <param name="EpochId">The epoch, or 0.</param>
/// <param name="At">When this node found it.</param>
/// <param name="Details">A sentence that says why.</param>
/// <param name="Occurrences">How often it came in a row, those that were not reported included.</param>
public sealed record Issue(IssueType Type, string ProjectId, long EpochId, DateTimeOffset At, string Details, int Occurrences = 1);
