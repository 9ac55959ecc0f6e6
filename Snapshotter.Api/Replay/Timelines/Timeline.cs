using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Snapshotter.Api.CommandLine;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Protocol;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Api.Replay.Timelines;

/// <summary>A timeline: one JSON object on each line, and beside it, in run.json, the decisions of which the node was not told.</summary>
/// <param name="Events">What happened, in order.</param>
/// <param name="Untold">By epoch, texts that the ids of the projects hold whose decision did not reach the node.</param>
internal sealed record Timeline(IReadOnlyList<TimelineEvent> Events, IReadOnlyDictionary<long, IReadOnlyList<string>> Untold)
{
    private const int MaxEvents = 1_000_000;

    /// <summary>The highest epoch that is released, or 0.</summary>
    public long LastEpochId => Events.OfType<TimelineEvent.Release>().Select(static release => release.Epoch.Id).DefaultIfEmpty(0).Max();

    /// <summary>Whether the node was told of a decision.</summary>
    public bool IsTold(long epochId, string projectId) =>
        !Untold.TryGetValue(epochId, out var texts) || !texts.Any(text => projectId.Contains(text, StringComparison.Ordinal));

    /// <summary>Reads a timeline, unpacked when its name ends in .gz.</summary>
    /// <exception cref="UserException">A line is not what a timeline holds; the message names it.</exception>
    public static Timeline Read(string path)
    {
        var events = new List<TimelineEvent>();
        using var reader = new StreamReader(Open(path));
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0) continue;
            if (events.Count == MaxEvents) throw new UserException($"--timeline {path}: more than {MaxEvents} events.");
            events.Add(Parse(line, path, events.Count + 1));
        }

        return new Timeline(events, ReadUntold(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, "run.json")));
    }

    private static Stream Open(string path)
    {
        var file = File.OpenRead(path);
        return path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    private static TimelineEvent Parse(string line, string path, int number)
    {
        try
        {
            var node = JsonNode.Parse(line)!.AsObject();
            return (string?)node["op"] switch
            {
                "release" => new TimelineEvent.Release(new Epoch((long)node["epochId"]!, (long)node["begin"]!, (long)node["end"]!)),
                "skip" => new TimelineEvent.Skip((long)node["epochId"]!),
                "finalize" => new TimelineEvent.Finalize((long)node["epochId"]!, node["cids"]!.AsObject().ToDictionary(
                    static entry => entry.Key, static entry => (string?)entry.Value is { } text ? Cid.Parse(text) : (Cid?)null, StringComparer.Ordinal)),
                "projects" => new TimelineEvent.Projects(new ProjectUpdate((string)node["projectId"]!, (bool)node["allowed"]!, (long)node["enableEpochId"]!)),
                "del" => new TimelineEvent.Delete((string)node["pattern"]!),
                var other => throw new FormatException($"there is no event '{other}'"),
            };
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException or NullReferenceException)
        {
            throw new UserException($"--timeline {path}, line {number}: {exception.Message}", exception);
        }
    }

    private static Dictionary<long, IReadOnlyList<string>> ReadUntold(string path)
    {
        if (!File.Exists(path) || JsonNode.Parse(File.ReadAllText(path))?["scenario"]?["_noevent"] is not JsonObject untold) return [];
        return untold.ToDictionary(
            static entry => long.Parse(entry.Key, System.Globalization.CultureInfo.InvariantCulture),
            static entry => (IReadOnlyList<string>)[.. entry.Value!.AsArray().Select(static text => (string)text!)]);
    }
}
