using System.Buffers;
using Snapshotter.Core.Callers;
using Snapshotter.Core.Preloading;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Configuration;

/// <summary>Reads settings.json. Of its many sections only those are looked into that concern this node.</summary>
internal static class SettingsReader
{
    public const string FileName = "settings.json";

    private const int MaxPort = 65_535;
    private const int MaxDelegateWorkers = 1000;

    /// <summary>The characters of a token (RFC 9110, section 5.6.2).</summary>
    private static readonly SearchValues<char> HeaderCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private static readonly string[] Sections =
    [
        "namespace", "core_api", "instance_id", "rpc", "rlimit", "rabbitmq", "reporting", "redis", "redis_reader", "logs",
        "projects_config_path", "aggregator_config_path", "preloader_config_path", "pair_contract_abi", "protocol_state",
        "callback_worker_config", "ipfs", "web3storage", "anchor_chain_rpc", "signer_private_key", "snapshot_submissions",
    ];

    public static NodeSettings Read(ConfigurationNode? file)
    {
        if (file is not { } root || !root.IsObject()) return NodeSettings.Default;
        root.ExpectOnly(Sections);
        return new NodeSettings(
            Namespace(root.Required("namespace")),
            AddressOrNull(root.Optional("instance_id")),
            CoreApi(root.Optional("core_api")),
            RpcSettingsReader.Read(root.Optional("rpc")),
            DelegateWorkers(root.Optional("callback_worker_config")),
            RpcSettingsReader.Read(root.Optional("anchor_chain_rpc")),
            ProtocolState(root.Optional("protocol_state")),
            IpfsSettingsReader.Read(root.Optional("ipfs")),
            ReportingSettingsReader.Read(root.Optional("reporting")));
    }

    /// <summary>The paths are relative to where upstream is started; what counts here is the name within the configuration folder.</summary>
    public static ConfigurationFileNames ReadFileNames(ConfigurationNode? file)
    {
        var names = ConfigurationFileNames.Default;
        return file is not { } root ? names : new ConfigurationFileNames(
            NameOf(root.Optional("projects_config_path")) ?? names.Projects,
            NameOf(root.Optional("aggregator_config_path")) ?? names.Aggregates,
            NameOf(root.Optional("preloader_config_path")) ?? names.Preloaders);
    }

    private static string? NameOf(ConfigurationNode? path)
    {
        if (path?.Text() is not { } text) return null;
        var name = text[(text.LastIndexOfAny(['/', '\\']) + 1)..];
        if (name is not ("" or "." or "..") && !name.Any(char.IsControl)) return name;
        path.Value.Fault("The path names no file.", "Give a path such as config/projects.json.");
        return null;
    }

    private static string Namespace(ConfigurationNode? node)
    {
        if (node?.Name() is not { } text) return NodeSettings.DefaultNamespace;
        if (text.Contains(':', StringComparison.Ordinal)) node.Value.Fault("The namespace holds a ':', which separates the parts of project ids.", "Leave the ':' out.");
        return text;
    }

    private static CoreApiSettings CoreApi(ConfigurationNode? node)
    {
        var defaults = CoreApiSettings.Default;
        if (node is not { } api || !api.IsObject()) return defaults;
        api.ExpectOnly("host", "port", "auth", "public_rate_limit");
        var auth = Auth(api.Optional("auth"));
        return new CoreApiSettings(
            api.Required("host")?.Name() ?? defaults.Host,
            api.Required("port")?.Integer(1, MaxPort) ?? defaults.Port,
            auth.KeyRequired,
            auth.HeaderKey,
            PublicRateLimit(api.Required("public_rate_limit")) ?? defaults.PublicRateLimit);
    }

    private static (bool KeyRequired, string HeaderKey) Auth(ConfigurationNode? node)
    {
        var defaults = CoreApiSettings.Default;
        if (node is not { } auth || !auth.IsObject()) return (defaults.KeyRequired, defaults.HeaderKey);
        auth.ExpectOnly("enabled", "header_key");
        return (auth.Optional("enabled")?.Boolean() ?? defaults.KeyRequired, HeaderName(auth.Optional("header_key")) ?? defaults.HeaderKey);
    }

    private static string? HeaderName(ConfigurationNode? node)
    {
        if (node?.Name() is not { } name) return null;
        if (!name.AsSpan().ContainsAnyExcept(HeaderCharacters)) return name;
        node.Value.Fault("This is no name of a header.", "Use letters, digits and '-', such as X-API-KEY.");
        return null;
    }

    private static string? PublicRateLimit(ConfigurationNode? node)
    {
        if (node?.Text() is not { } text) return null;
        if (CallLimits.TryParse(text, out _, out _)) return text;
        node.Value.Fault($"'{ConfigurationNode.Quoted(text)}' is no rate limit, or holds more than {CallLimits.MaxWindows}.", "Write for example 300/minute;10/second.");
        return null;
    }

    /// <summary>Upstream's default of 0 is for configurations that hand nothing on; where something is, it means one worker here, not none.</summary>
    private static int DelegateWorkers(ConfigurationNode? node)
    {
        if (node is not { } workers || !workers.IsObject()) return DelegatedWork.DefaultWorkers;
        workers.ExpectOnly("num_snapshot_workers", "num_aggregation_workers", "num_delegate_workers");
        return Math.Max(1, workers.Optional("num_delegate_workers")?.Integer(0, MaxDelegateWorkers) ?? DelegatedWork.DefaultWorkers);
    }

    private static Address? ProtocolState(ConfigurationNode? node)
    {
        if (node is not { } contract || !contract.IsObject()) return null;
        contract.ExpectOnly("abi", "address", "deadline_buffer");
        return AddressOrNull(contract.Optional("address"));
    }

    private static Address? AddressOrNull(ConfigurationNode? node) => node is { IsEmptyText: false } given ? given.Address() : null;
}
