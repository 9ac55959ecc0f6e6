using System.Text;
using Snapshotter.Computes.Modules;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Configuration;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Tests.Computes.Declared;

/// <summary>Declared processors, and what they build.</summary>
internal static class Declaration
{
    /// <summary>The processor of a declaration without faults.</summary>
    public static ISnapshotProcessor Processor(string json)
    {
        var report = new ConfigurationReport();
        var node = ConfigurationFile.Parse(Encoding.UTF8.GetBytes(json), "projects.json", report)!.Value;
        var kind = node.Required("kind")!.Value.Text();
        var processor = BuiltInModules.Declared.Kinds.Single(known => known.Name == kind).Read(node);
        report.ThrowIfFaulty();
        return processor!;
    }

    /// <summary>The canonical text of what a declaration builds.</summary>
    public static async Task<string> BuildAsync(string json, string? source, ISourceChain chain)
    {
        var snapshot = await Processor(json).BuildAsync(source is null ? null : new DataSource(source), chain, CancellationToken.None);
        return Encoding.UTF8.GetString(CanonicalJson.Serialize(snapshot!, static (writer, model) => model.WriteTo(writer)));
    }
}
