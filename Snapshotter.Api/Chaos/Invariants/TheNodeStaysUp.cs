namespace Snapshotter.Api.Chaos.Invariants;

/// <summary>The process ends only when it is killed or stopped, and stops when it is told to.</summary>
internal sealed class TheNodeStaysUp : IInvariant
{
    /// <inheritdoc/>
    public string Rule => "The node stays up";

    /// <inheritdoc/>
    public IEnumerable<string> Violations(History history) => history.ProcessFaults;
}
