using System.Reflection;
using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Computes.Modules.External;

/// <summary>The assemblies that modules and the node share: a module is compiled against them, and gets the node's own.</summary>
internal static class Contracts
{
    private static readonly Dictionary<string, Assembly> ByName = new[] { typeof(ISnapshotProcessor).Assembly, typeof(Address).Assembly, typeof(Contracts).Assembly }
        .ToDictionary(static assembly => assembly.GetName().Name!, StringComparer.OrdinalIgnoreCase);

    /// <summary>The shared assembly of a name, or null where it is not shared.</summary>
    public static Assembly? Find(string? name) => name is null ? null : ByName.GetValueOrDefault(name);

    /// <summary>Whether what was compiled against a version can run with the node's: major and minor are the same.</summary>
    public static bool Fits(Version compiledAgainst, Version own) => (compiledAgainst.Major, compiledAgainst.Minor) == (own.Major, own.Minor);
}
