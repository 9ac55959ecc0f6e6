using Snapshotter.Api.Chaos.Redis;
using Snapshotter.Api.Chaos.Runs;
using Snapshotter.Api.Chaos.Sources;
using Snapshotter.Api.Chaos.Worlds;

namespace Snapshotter.Api.Chaos.Hosts;

/// <summary>The settings of a process of a disturbed node: patience is short, so that runs are, and attempts are many, so that faults that end are got over.</summary>
internal static class NodeSettings
{
    /// <summary>How long a worker holds a job that it does not renew.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);

    /// <summary>The settings by their full keys.</summary>
    /// <param name="plan">What the node is to suffer.</param>
    /// <param name="host">Which of its processes it is.</param>
    /// <param name="around">What it talks to.</param>
    /// <param name="dataFolder">Where it keeps its state.</param>
    /// <param name="keyFile">The file with its key, where it signs.</param>
    public static Dictionary<string, string> Of(Disturbances plan, HostPlan host, Surroundings around, string dataFolder, string keyFile)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Storage:Folder"] = dataFolder,
            ["Epochs:Size"] = Text(ChaosWorld.EpochSize),
            ["Epochs:FirstBlock"] = Text(plan.World.FirstBlock),
            ["Epochs:HeadOffset"] = Text(ChaosWorld.HeadOffset),
            ["Epochs:PollingInterval"] = "00:00:00.010",
            ["Jobs:MaxAttempts"] = "100",
            ["Jobs:RetryDelay"] = "00:00:00.005",
            ["Jobs:MaxRetryDelay"] = "00:00:00.100",
            ["Jobs:Lease"] = $"{Lease}",
            ["Jobs:SliceSize"] = "2",
            // Who watches a run asks more than a caller without a key may.
            ["Access:PublicLimit"] = "",
        };
        AddRpc(settings, "Rpc", plan.Endpoints, around, "00:00:00.300");
        if (plan.Anchor is { } anchor)
        {
            AddRpc(settings, "AnchorRpc", anchor.Endpoints, around, "00:00:01");
            AddProtocol(settings, around, anchor.Script.HasWebSocket, keyFile);
        }

        if (plan.Ipfs is { } ipfs) AddIpfs(settings, around, ipfs.MaxLocalBytes);
        if (around.Redis is { } redis) AddRedis(settings, host, redis);
        return settings;
    }

    private static void AddRpc(Dictionary<string, string> settings, string section, IReadOnlyList<EndpointPlan> endpoints, Surroundings around, string timeout)
    {
        settings[$"{section}:Timeout"] = timeout;
        settings[$"{section}:BaseDelay"] = "00:00:00.005";
        settings[$"{section}:MaxDelay"] = "00:00:00.050";
        settings[$"{section}:MaxThrottleWait"] = "00:00:01.500";
        for (var i = 0; i < endpoints.Count; i++)
        {
            settings[FormattableString.Invariant($"{section}:Endpoints:{i}:Url")] = around.UrlOf(endpoints[i]).AbsoluteUri;
            settings[FormattableString.Invariant($"{section}:Endpoints:{i}:Alias")] = endpoints[i].Name;
        }
    }

    private static void AddProtocol(Dictionary<string, string> settings, Surroundings around, bool hasWebSocket, string keyFile)
    {
        settings["Protocol:Kind"] = "V1";
        settings["Protocol:Address"] = around.Anchor!.Contract.ToString();
        settings["Protocol:PollingInterval"] = "00:00:00.010";
        settings["Protocol:RetryDelay"] = "00:00:00.020";
        settings["Protocol:MaxRetryDelay"] = "00:00:00.200";
        settings["Protocol:Heartbeat"] = "00:00:01";
        if (hasWebSocket) settings["Protocol:WebSocket"] = new UriBuilder(around.Anchor.Url) { Scheme = "ws" }.Uri.AbsoluteUri;
        settings["Transactions:PollingInterval"] = "00:00:00.100";
        settings["Transactions:StuckAfter"] = "00:00:01";
        settings["Keys:SignerFile"] = keyFile;
    }

    private static void AddIpfs(Dictionary<string, string> settings, Surroundings around, long maxLocalBytes)
    {
        settings["Ipfs:Url"] = around.Ipfs!.Url.AbsoluteUri;
        settings["Ipfs:Timeout"] = "00:00:01";
        settings["Ipfs:RetryDelay"] = "00:00:00.010";
        settings["Ipfs:MaxRetryDelay"] = "00:00:01";
        settings["Ipfs:MissingFor"] = "00:00:00.200";
        settings["Ipfs:MaxLocalBytes"] = Text(maxLocalBytes);
        settings["Maintenance:KeepUp"] = "* * * * * ?";
    }

    private static void AddRedis(Dictionary<string, string> settings, HostPlan host, DisturbedRedis redis)
    {
        settings["Storage:Kind"] = "Redis";
        settings["Redis:Port"] = Text(redis.Port);
        settings["Redis:Timeout"] = "00:00:02";
        settings["Roles:Api"] = $"{host.HasApi}";
        settings["Roles:Detector"] = $"{host.IsDetector}";
        settings["Roles:Worker"] = $"{host.IsWorker}";
    }

    private static string Text(long value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
