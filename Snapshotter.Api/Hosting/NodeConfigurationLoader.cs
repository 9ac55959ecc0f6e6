using Snapshotter.Api.CommandLine;
using Snapshotter.Computes;
using Snapshotter.Core.Configuration;
using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.JsonRpc;

namespace Snapshotter.Api.Hosting;

/// <summary>Reads a folder of upstream configuration into the plan of the pipeline.</summary>
internal static class NodeConfigurationLoader
{
    /// <summary>The configuration, its plan, and what the operator should know of it.</summary>
    /// <exception cref="ConfigurationException">The configuration has faults.</exception>
    public static (NodeConfiguration Configuration, ProjectPlan Plan, IReadOnlyList<string> Notes) Load(string folder)
    {
        var modules = ModuleRegistry.FromFolder(folder);
        var configuration = NodeConfiguration.Load(folder, modules.Known);
        return (configuration, ProjectPlans.Resolve(configuration, modules), configuration.Warnings);
    }

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
