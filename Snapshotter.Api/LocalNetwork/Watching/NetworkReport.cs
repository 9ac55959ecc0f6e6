using System.Text.Json;
using System.Text.Json.Serialization;
using Snapshotter.Api.LocalNetwork.Nodes;

namespace Snapshotter.Api.LocalNetwork.Watching;

/// <summary>What a local network did, for programs to read.</summary>
internal sealed record NetworkReport(
    bool Passed, int Projects, IReadOnlyList<string> Violations, IReadOnlyList<NetworkReport.Node> Nodes, IReadOnlyList<NetworkReport.Epoch> Epochs)
{
    /// <summary>Puts the report together.</summary>
    public static NetworkReport Of(IReadOnlyList<NodeProcess> nodes, IReadOnlyList<JsonElement?> accounts, IEnumerable<WatchedEpoch> epochs, int projects, IReadOnlyList<string> violations) => new(
        violations.Count == 0,
        projects,
        violations,
        [.. nodes.Zip(accounts, static (node, account) => new Node(node.Name, node.Account.ToString(), node.Fault.ToString(), account))],
        [.. epochs.Select(epoch => EpochOf(epoch, nodes))]);

    /// <summary>Writes it as JSON.</summary>
    public async Task WriteAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.Create(path);
        await JsonSerializer.SerializeAsync(file, this, NetworkReportJson.Default.NetworkReport, cancellationToken);
    }

    private static Epoch EpochOf(WatchedEpoch epoch, IReadOnlyList<NodeProcess> nodes) => new(
        epoch.Id,
        epoch.ReleasedAt,
        epoch.FinalizedCount,
        epoch.Projects.Values.Where(static project => project.Finalized is not null).Select(project => project.FinalizedAt - epoch.ReleasedAt).DefaultIfEmpty(0).Max(),
        [.. nodes.Select(node => Of(node, epoch))],
        [.. epoch.Projects.Select(pair => new Project(
            pair.Key,
            pair.Value.Finalized,
            nodes.Where(node => pair.Value.Submissions.ContainsKey(node.Account)).ToDictionary(static node => node.Name, node => pair.Value.Submissions[node.Account])))]);

    private static Agreement Of(NodeProcess node, WatchedEpoch epoch)
    {
        var (counted, agreeing, late) = epoch.Of(node.Account);
        return new Agreement(node.Name, counted, agreeing, late);
    }

    /// <summary>A node; its accounts are what it says itself of its submissions (<c>/internal/snapshotter/status</c>), null where it did not answer.</summary>
    internal sealed record Node(string Name, string Account, string Fault, JsonElement? Accounts);

    /// <summary>An epoch; the time to finality is anchor-chain time from the release to the last decision.</summary>
    internal sealed record Epoch(long Id, long ReleasedAt, int Finalized, long SecondsToFinality, IReadOnlyList<Agreement> Nodes, IReadOnlyList<Project> Projects);

    /// <summary>How a node did in an epoch.</summary>
    internal sealed record Agreement(string Node, int Counted, int Agreeing, int Late);

    /// <summary>A project in an epoch.</summary>
    internal sealed record Project(string ProjectId, string? FinalizedCid, IReadOnlyDictionary<string, Submission> Submissions);
}

/// <summary>Generated serialisation.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(NetworkReport))]
internal sealed partial class NetworkReportJson : JsonSerializerContext;
