using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Snapshotter.Api.Replay;
using Snapshotter.Api.Settings;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.EndToEnd;

/// <summary>What a replay through the whole pipeline wrote: real HTTP on loopback, real SQLite.</summary>
internal sealed class Replay
{
    private readonly Dictionary<(long EpochId, string ProjectId), JsonObject> _snapshots;

    private Replay(string folder)
    {
        _snapshots = Repository.ReadJsonLines(Path.Combine(folder, "snapshots.jsonl")).ToDictionary(static line => ((long)line["epochId"]!, (string)line["projectId"]!));
        Costs = [.. Repository.ReadJson(Path.Combine(folder, "rpc.json")).AsArray().Select(static line => line!.AsObject())];
    }

    /// <summary>The lines of rpc.json, in the order of the epochs.</summary>
    public IReadOnlyList<JsonObject> Costs { get; }

    /// <summary>The lines of snapshots.jsonl.</summary>
    public IReadOnlyCollection<JsonObject> Snapshots => _snapshots.Values;

    /// <summary>Runs a replay of a recorded chain to its end.</summary>
    public static Task<Replay> RunAsync(string chain, string config, long firstBlock, int epochSize, long? epochs, string reads = "logs") =>
        RunAsync(folder => new ReplayOptions(chain, null, config, firstBlock, epochSize, epochs, 12, folder, null, reads == "logs"));

    /// <summary>Runs a replay of a recorded chain whose windows are measured by a block time, and whose consensus follows a timeline where one is given.</summary>
    public static Task<Replay> RunTimelineAsync(string chain, string config, long firstBlock, int epochSize, int blockTime, string? timeline) =>
        RunAsync(folder => new ReplayOptions(chain, null, config, firstBlock, epochSize, null, blockTime, folder, timeline, DeriveFromLogs: true));

    /// <summary>Runs a replay of a recorded chain with added modules.</summary>
    public static Task<Replay> RunWithModulesAsync(string chain, string config, string modules, long firstBlock, int epochSize, int blockTime) =>
        RunAsync(folder => new ReplayOptions(chain, null, config, firstBlock, epochSize, null, blockTime, folder, null, DeriveFromLogs: true), modules);

    /// <summary>Runs a replay over an endpoint to its end, with every value called at its block.</summary>
    public static Task<Replay> RunOverAsync(Uri endpoint, string config, long firstBlock, int epochSize, long epochs) =>
        RunAsync(folder => new ReplayOptions(null, endpoint.AbsoluteUri, config, firstBlock, epochSize, epochs, 12, folder, null, DeriveFromLogs: false));

    private static async Task<Replay> RunAsync(Func<string, ReplayOptions> optionsFor, string? modules = null)
    {
        using var folder = new TemporaryFolder();
        var options = optionsFor(folder.Root);
        var runner = new ReplayRunner(options, SettingsLoader.Load(new Dictionary<string, string?> { ["Modules:Path"] = modules }), static logging => logging.ClearProviders());
        await runner.RunAsync(static (_, _) => { }, CancellationToken.None);
        return new Replay(folder.Root);
    }

    /// <summary>The line of a project in an epoch.</summary>
    public JsonObject Of(long epochId, string projectId) => _snapshots[(epochId, projectId)];

    /// <summary>Whether there is such a line.</summary>
    public bool Holds(long epochId, string projectId) => _snapshots.ContainsKey((epochId, projectId));

    /// <summary>Holds a line of golden data against this replay's.</summary>
    public void Expect(JsonObject golden, long epochId)
    {
        var projectId = (string)golden["projectId"]!;
        var line = Of(epochId, projectId);
        ((string)line["status"]!).Should().Be((string)golden["status"]!, $"it is the outcome of {projectId} in epoch {epochId}");
        if ((string)golden["status"]! != "ok")
        {
            ((string)line["error"]!).Should().NotBeNullOrWhiteSpace();
            return;
        }

        ((string)line["text"]!).Should().Be((string)golden["text"]!, $"it is the text of {projectId} in epoch {epochId}");
        ((string)line["cid"]!).Should().Be((string)golden["cid"]!);
    }
}
