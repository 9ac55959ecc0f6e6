using Snapshotter.Api.SyntheticChains;

namespace Snapshotter.Api.Chaos.Sources;

/// <summary>One family of faults. What it does in a run follows from the run's seed alone.</summary>
internal interface IFaultSource
{
    /// <summary>Its name, from which its lots are drawn and by which it is turned off.</summary>
    string Name { get; }

    /// <summary>Adds what this run will suffer from it, which may be nothing.</summary>
    void Disturb(Disturbances run, Lots lots);
}
