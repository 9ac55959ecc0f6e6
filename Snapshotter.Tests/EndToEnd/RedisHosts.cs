using System.Text;
using System.Text.Json.Nodes;
using Snapshotter.Core.Jobs.Redis;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Redis;
using Snapshotter.Ethereum.Timing;
using Snapshotter.Tests.Api.CommandLine;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.EndToEnd;

/// <summary>Processes of one node that share a Redis: the real executable over the golden chain, and what they have written so far.</summary>
internal sealed class RedisHosts : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RedisOptions _options;
    private readonly List<Executable> _processes = [];
    private readonly RedisLink _link;
    private readonly RedisStateStore _state;
    private readonly RedisJobQueue _queue;

    public RedisHosts(RedisOptions options)
    {
        _options = options;
        _link = RedisLink.Open(options, password: null, TimeProvider.System);
        _state = new RedisStateStore(_link);
        _queue = new RedisJobQueue(_state, "onlooker", new SteadyTime(TimeProvider.System));
    }

    /// <summary>Starts a process over the golden chain.</summary>
    /// <param name="name">Its data folder.</param>
    /// <param name="isDetector">Whether it releases epochs and serves the API.</param>
    /// <param name="isWorker">Whether it runs jobs.</param>
    public Executable Start(string name, bool isDetector, bool isWorker)
    {
        var environment = new Dictionary<string, string>
        {
            ["SNAPSHOTTER_Storage__Kind"] = "Redis",
            ["SNAPSHOTTER_Redis__Port"] = $"{_options.Port}",
            ["SNAPSHOTTER_Redis__Database"] = $"{_options.Database}",
            ["SNAPSHOTTER_Epochs__BlockTimeSeconds"] = "1080",
            ["SNAPSHOTTER_Jobs__Lease"] = "00:00:05",
            ["SNAPSHOTTER_Roles__Api"] = $"{isDetector}",
            ["SNAPSHOTTER_Roles__Detector"] = $"{isDetector}",
            ["SNAPSHOTTER_Roles__Worker"] = $"{isWorker}",
        };
        var process = Executable.Start(
            environment, "run", "--chain", Repository.Golden("chain"), "--config", Configuration(),
            "--first-block", "501", "--epoch-size", "10", "--pace", "0", "--port", "0", "--data", _folder.PathOf(name));
        _processes.Add(process);
        return process;
    }

    /// <summary>The address at which a process listens; what it prints afterwards is read on, so that the pipe never fills.</summary>
    public static async Task<Uri> ListensAsync(Executable process)
    {
        while (true)
        {
            var line = await process.ReadLineAsync();
            var at = line.IndexOf("listens at http", StringComparison.Ordinal);
            if (at < 0) continue;
            _ = DrainAsync(process);
            return new Uri(line[(at + "listens at ".Length)..].Split(' ')[0].TrimEnd(';'));
        }
    }

    /// <summary>Reads what a process prints until it ends.</summary>
    public static async Task DrainAsync(Executable process)
    {
        try
        {
            while (true) await process.ReadLineAsync();
        }
        catch (Exception exception) when (exception is InvalidOperationException or OperationCanceledException)
        {
            // It ended, or has nothing more to say.
        }
    }

    /// <summary>Completes when an epoch is released and has no jobs any more.</summary>
    public async Task EndedAsync(long epochId)
    {
        using var news = new SemaphoreSlim(0);
        await _link.ListenAsync(_ => news.Release());
        // News that are lost with a connection are made up for by looking.
        while (!await HasEndedAsync(epochId)) await news.WaitAsync(TimeSpan.FromSeconds(1));
    }

    private async Task<bool> HasEndedAsync(long epochId)
    {
        try
        {
            return (await _state.CurrentEpochAsync(default))?.Epoch.Id >= epochId && !await _queue.HasJobsAsync(epochId, default);
        }
        catch (StorageException)
        {
            return false; // The server is away.
        }
    }

    /// <summary>The jobs that are left, and those that were given up.</summary>
    public async Task<Snapshotter.Core.Jobs.QueueDepth> DepthAsync() => await _queue.DepthAsync(default);

    /// <summary>Holds every snapshot of the golden run against what is in Redis, and returns their number.</summary>
    public async Task<int> CompareAsync(long epochs)
    {
        var contents = new RedisContentStore(_link);
        var compared = 0;
        var projects = (await _state.SubmissionTotalsAsync(default)).Select(static totals => totals.ProjectId).ToHashSet(StringComparer.Ordinal);
        projects.Should().HaveCount(32);
        foreach (var line in Golden().Where(line => (long)line["epochId"]! <= epochs && projects.Contains((string)line["projectId"]!)))
        {
            var (epochId, projectId) = ((long)line["epochId"]!, (string)line["projectId"]!);
            var built = (await _state.BuiltCidsAsync(epochId, [projectId], default))[0];
            var isOk = (string)line["status"]! == "ok";
            $"{built}".Should().Be(isOk ? (string)line["cid"]! : "", $"it is the CID of {projectId} in epoch {epochId}");
            if (isOk) Encoding.UTF8.GetString((await contents.GetAsync(built!.Value, default))!.Value.Span).Should().Be((string)line["text"]!);
            (await _state.FinalizedCidAsync(epochId, projectId, default)).Should().Be(built);
            compared++;
        }

        return compared;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes) await process.DisposeAsync();
        _queue.Dispose();
        await _link.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>The configuration of the golden run without its IPFS node, so that contents are shared through Redis.</summary>
    private string Configuration()
    {
        var folder = _folder.PathOf("config");
        if (Directory.Exists(folder)) return folder;
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.GetFiles(Repository.Golden("config", "default7"))) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        var settings = Path.Combine(folder, "settings.json");
        var json = JsonNode.Parse(File.ReadAllText(settings))!.AsObject();
        json.Remove("ipfs").Should().BeTrue();
        File.WriteAllText(settings, json.ToJsonString());
        return folder;
    }

    private static IEnumerable<JsonObject> Golden()
    {
        string[] files = [.. Directory.GetFiles(Repository.Golden("snapshots", "default7"), "aggregate_*.jsonl.gz"), .. Directory.GetFiles(Repository.Golden("snapshots", "base"), "*.jsonl.gz")];
        return files.SelectMany(Repository.ReadJsonLines);
    }
}
