using System.Collections;
using Snapshotter.Api.Admin;
using Snapshotter.Api.CommandLine;
using Snapshotter.Api.Keys;
using Snapshotter.Api.Ops;
using Snapshotter.Api.Relaying;
using Snapshotter.Api.Rest;
using Snapshotter.Api.Rest.Access;
using Snapshotter.Api.Telemetry;
using Snapshotter.Computes.Modules.External;
using Snapshotter.Core;
using Snapshotter.Core.Callers;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Jobs.Schedule;
using Snapshotter.Core.Protocol;
using Snapshotter.Core.Reporting;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Kubo;
using Snapshotter.Core.Storage.Redis;
using Snapshotter.Core.Telemetry;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Transactions.Sending;

namespace Snapshotter.Api.Settings;

/// <summary>Reads the settings: appsettings.json, over it the environment (SNAPSHOTTER_Section__Key), over it the command line.</summary>
internal static class SettingsLoader
{
    private const string EnvironmentPrefix = "SNAPSHOTTER_";
    private const string Separator = "__";

    /// <summary>Reads and checks all settings.</summary>
    /// <param name="commandLine">Settings given as arguments, by their full key.</param>
    /// <exception cref="UserException">Something is wrong; the message lists every fault.</exception>
    public static NodeOptions Load(IReadOnlyDictionary<string, string?> commandLine)
    {
        var configuration = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: false)
            .AddInMemoryCollection(FromEnvironment())
            .AddInMemoryCollection(commandLine)
            .Build();
        return Read(configuration);
    }

    /// <summary>Variables that name a section and a key. Others with the prefix are not settings: tools of this product have theirs.</summary>
    private static IEnumerable<KeyValuePair<string, string?>> FromEnvironment() =>
        from DictionaryEntry variable in Environment.GetEnvironmentVariables()
        let name = (string)variable.Key
        where name.StartsWith(EnvironmentPrefix, StringComparison.OrdinalIgnoreCase) && name.Contains(Separator, StringComparison.Ordinal)
        select KeyValuePair.Create(name[EnvironmentPrefix.Length..].Replace(Separator, ConfigurationPath.KeyDelimiter, StringComparison.Ordinal), (string?)variable.Value);

    /// <summary>Binds and checks all sections.</summary>
    public static NodeOptions Read(IConfiguration configuration)
    {
        var sections = new SettingsSections(configuration);
        var options = new NodeOptions(
            sections.Bind<ApiOptions>(ApiOptions.Section),
            sections.Bind<RestOptions>("Rest"),
            sections.Bind<AccessOptions>(AccessOptions.Section),
            sections.Bind<CallerOptions>(CallerOptions.Section),
            sections.Bind<AdminOptions>(AdminOptions.Section),
            sections.Bind<StorageOptions>(StorageOptions.Section),
            sections.Bind<RetentionOptions>(RetentionOptions.Section),
            sections.Bind<MaintenanceOptions>(MaintenanceOptions.Section),
            sections.Bind<RpcOptions>("Rpc"),
            sections.Bind<EpochOptions>(EpochOptions.Section),
            sections.Bind<SourceChainOptions>(SourceChainOptions.Section),
            sections.Bind<JobOptions>(JobOptions.Section),
            sections.Bind<LocalProtocolOptions>(LocalProtocolOptions.Section),
            sections.Bind<HealthOptions>(HealthOptions.Section),
            sections.Bind<KuboOptions>(KuboOptions.Section),
            sections.Bind<ModuleOptions>(ModuleOptions.Section))
        {
            Protocol = sections.Bind<ProtocolOptions>(ProtocolOptions.Section),
            AnchorRpc = sections.Bind<RpcOptions>("AnchorRpc"),
            Transactions = sections.Bind<SendingOptions>(SendingOptions.Section),
            Keys = sections.Bind<KeyOptions>(KeyOptions.Section),
            Roles = sections.Bind<RoleOptions>(RoleOptions.Section),
            Redis = sections.Bind<RedisOptions>(RedisOptions.Section),
            Reporting = sections.Bind<ReportingOptions>(ReportingOptions.Section),
            Ops = sections.Bind<OpsOptions>(OpsOptions.Section),
            Telemetry = sections.Bind<TelemetryOptions>(TelemetryOptions.Section),
            Relayer = sections.Bind<RelayerOptions>(RelayerOptions.Section),
        };
        sections.ThrowIfFaulty();
        return options;
    }
}
