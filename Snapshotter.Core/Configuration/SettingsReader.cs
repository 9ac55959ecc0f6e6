namespace Snapshotter.Core.Configuration;

/// <summary>Reads settings.json. Of its many sections only those are looked into that concern this node.</summary>
internal static class SettingsReader
{
    public const string FileName = "settings.json";

    private const int MaxPort = 65_535;

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
            root.Optional("instance_id") is { } instance && instance.Text() is not "" ? instance.Address() : null,
            CoreApi(root.Optional("core_api")),
            RpcSettingsReader.Read(root.Optional("rpc")),
            RpcSettingsReader.Read(root.Optional("anchor_chain_rpc")),
            ProtocolState(root.Optional("protocol_state")));
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
        var auth = api.Optional("auth");
        return new CoreApiSettings(
            api.Required("host")?.Name() ?? defaults.Host,
            api.Required("port")?.Integer(1, MaxPort) ?? defaults.Port,
            auth is { } given && given.IsObject() ? HeaderKey(given) ?? defaults.HeaderKey : defaults.HeaderKey,
            RateLimit(api.Required("public_rate_limit")) ?? defaults.PublicRateLimit);
    }

    private static string? HeaderKey(ConfigurationNode auth)
    {
        auth.ExpectOnly("enabled", "header_key");
        _ = auth.Optional("enabled")?.Boolean();
        return auth.Optional("header_key")?.Name();
    }

    private static string? RateLimit(ConfigurationNode? node) => RpcSettingsReader.RateLimit(node);

    private static Ethereum.Primitives.Address? ProtocolState(ConfigurationNode? node)
    {
        if (node is not { } contract || !contract.IsObject()) return null;
        contract.ExpectOnly("abi", "address", "deadline_buffer");
        return contract.Optional("address") is { } address && address.Text() is not "" ? address.Address() : null;
    }
}
