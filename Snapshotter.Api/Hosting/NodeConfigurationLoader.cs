using Snapshotter.Api.CommandLine;
using Snapshotter.Computes;
using Snapshotter.Computes.Modules;
using Snapshotter.Computes.Modules.External;
using Snapshotter.Core.Configuration;
using Snapshotter.Core.Reporting;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage.Kubo;
using Snapshotter.Ethereum.JsonRpc;

namespace Snapshotter.Api.Hosting;

/// <summary>Reads a folder of upstream configuration into the plan of the pipeline.</summary>
internal static class NodeConfigurationLoader
{
    /// <summary>The configuration, its plan, and what the operator should know of it.</summary>
    /// <param name="folder">The configuration folder.</param>
    /// <param name="added">Where modules are that are added to the node's own; null for none.</param>
    /// <exception cref="ConfigurationException">The configuration has faults, or a module is refused.</exception>
    public static (NodeConfiguration Configuration, ProjectPlan Plan, IReadOnlyList<string> Notes) Load(string folder, ModuleOptions? added = null)
    {
        var external = added is null ? AddedModules.None : ModuleLoader.Load(added, BuiltInModules.ClassNames);
        var modules = ModuleRegistry.FromFolder(folder, external.Sets);
        var configuration = NodeConfiguration.Load(folder, modules.Known);
        return (configuration, ProjectPlans.Resolve(configuration, modules), [.. external.Notes, .. configuration.Warnings]);
    }

    /// <summary>Takes the IPFS node of settings.json where the settings give none.</summary>
    public static KuboOptions CompleteIpfs(KuboOptions options, NodeConfiguration configuration) =>
        options.Url is not null || configuration.Settings.Ipfs is not { } ipfs
            ? options
            : options with
            {
                Url = ipfs.Url,
                ReaderUrl = options.ReaderUrl ?? ipfs.ReaderUrl,
                ApiKey = options.ApiKey ?? ipfs.ApiKey,
                ApiSecret = options.ApiSecret ?? ipfs.ApiSecret,
                Timeout = ipfs.Timeout,
                RemotePinningService = options.RemotePinningService ?? ipfs.RemotePinningService,
                RemotePinningInBackground = ipfs.RemotePinningInBackground,
            };

    /// <summary>Takes from settings.json whom the node reports to, and under which name, where the settings do not say.</summary>
    public static ReportingOptions CompleteReporting(ReportingOptions options, NodeConfiguration configuration) => options with
    {
        ServiceUrl = options.ServiceUrl ?? configuration.Settings.Reporting.ServiceUrl,
        WebhookUrl = options.WebhookUrl ?? configuration.Settings.Reporting.WebhookUrl,
        InstanceId = options.InstanceId ?? configuration.Settings.InstanceId?.ToChecksumString() ?? "",
    };

    /// <summary>Takes the endpoints of settings.json where the settings give none.</summary>
    /// <exception cref="UserException">There is no endpoint, or one is wrong.</exception>
    public static void CompleteEndpoints(RpcOptions rpc, NodeConfiguration configuration)
    {
        if (rpc.Endpoints.Count == 0 && configuration.Settings.SourceChain?.FullNodes is { } nodes)
        {
            foreach (var node in nodes) rpc.Endpoints.Add(new RpcEndpointOptions { Url = node.Url.OriginalString, RateLimit = node.RateLimit });
        }

        try
        {
            rpc.Validate();
        }
        catch (ArgumentException exception)
        {
            throw new UserException($"{exception.Message} Give an endpoint by --rpc URL, a recording by --chain DIR, or endpoints in settings.json or appsettings.json.", exception);
        }
    }
}
