namespace Snapshotter.Core.Forks;

/// <summary>What is to be believed of another chain.</summary>
/// <param name="Belief">Whether it is believed.</param>
/// <param name="For">The endpoints that tell of it; the first tells of all of its blocks, when any does.</param>
/// <param name="Against">The endpoints that tell of another one, the kept one as a rule.</param>
internal sealed record ForkVerdict(ForkBelief Belief, IReadOnlyList<EndpointBranch> For, IReadOnlyList<EndpointBranch> Against);

/// <summary>Whether another chain is believed.</summary>
internal enum ForkBelief
{
    /// <summary>No endpoint tells of another chain.</summary>
    None,

    /// <summary>A second endpoint agrees, and more do than speak against it.</summary>
    Believed,

    /// <summary>Only one tells of it, and none that could speaks against it.</summary>
    Unopposed,

    /// <summary>As many speak against it.</summary>
    Refused,
}
