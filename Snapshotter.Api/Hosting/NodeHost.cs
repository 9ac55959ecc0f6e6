using Microsoft.AspNetCore.Connections;
using Snapshotter.Api.Rest;
using Snapshotter.Api.Settings;
using Snapshotter.Api.Terminal;
using Snapshotter.Core.Jobs.Schedule;
using Snapshotter.Core.Storage;

namespace Snapshotter.Api.Hosting;

/// <summary>The whole node in one process: pipeline, REST API, and what its operator sees in the terminal.</summary>
internal static class NodeHost
{
    /// <summary>Runs until stopped.</summary>
    public static async Task<int> RunAsync(NodeRequest request, TextWriter output, CancellationToken cancellationToken)
    {
        var settings = SettingsLoader.Load(request.Settings);
        var source = NodeSource.Choose(request, settings);
        settings = source.Apply(settings);
        var (configuration, plan, notes) = NodeConfigurationLoader.Load(request.ConfigFolder ?? BundledFiles.ConfigFolder);
        if (source.Recording is null) NodeConfigurationLoader.CompleteEndpoints(settings.Rpc, configuration);

        using var folder = DataFolder.Hold(settings.Storage.Folder);
        var isTerminal = !Console.IsOutputRedirected;
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.AddNodeConsole(isTerminal ? LogLevel.Warning : LogLevel.Information);
        builder.WebHost.UseUrls($"http://{settings.Api.Host}:{settings.Api.Port}");
        builder.Services.AddNode(settings, plan, folder);
        builder.Services.AddRest(rest => Copy(settings.Rest, rest));
        builder.Services.AddHostedService<PipelineService>();
        builder.Services.AddMaintenance(settings.Maintenance);
        builder.Services.AddStatusDisplay(isTerminal, output);

        await using var app = builder.Build();
        foreach (var note in notes) HostingLog.Note(app.Logger, note);
        var store = app.Services.GetRequiredService<IStateStore>();
        await DataIdentity.CheckAsync(store, $"{source.Identity}, {settings.Epochs.Size} blocks per epoch, namespace {plan.Namespace}", cancellationToken);
        await using var recording = await source.OpenAsync(settings.Rpc, await store.CurrentEpochAsync(cancellationToken), cancellationToken);

        app.MapRest();
        try
        {
            await app.RunAsync(cancellationToken);
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            throw new InvalidOperationException($"Port {settings.Api.Port} of {settings.Api.Host} is in use: stop the program that holds it, or choose another one with --port.", exception);
        }

        return Environment.ExitCode;
    }

    private static void Copy(RestOptions from, RestOptions to)
    {
        to.CacheBytes = from.CacheBytes;
        to.RangeEpochs = from.RangeEpochs;
        to.CompressFromBytes = from.CompressFromBytes;
        to.ReportsPerProject = from.ReportsPerProject;
    }
}
