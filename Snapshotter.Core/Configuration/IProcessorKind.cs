using Snapshotter.Core.Snapshots;

namespace Snapshotter.Core.Configuration;

/// <summary>A kind of snapshot processor that a project type declares by data alone, as <c>"processor": {"kind": ...}</c>, where no class is written.</summary>
public interface IProcessorKind
{
    /// <summary>The text of <c>kind</c>.</summary>
    string Name { get; }

    /// <summary>Makes the processor that a declaration describes.</summary>
    /// <param name="declaration">The object <c>processor</c>, <c>kind</c> included. Everything wrong with it is noted as a fault.</param>
    /// <returns>Null when there is a fault.</returns>
    ISnapshotProcessor? Read(ConfigurationNode declaration);
}
