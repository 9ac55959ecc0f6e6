using Microsoft.AspNetCore.Connections;
using Snapshotter.Api.Admin;
using Snapshotter.Api.Keys;
using Snapshotter.Api.LocalNetwork.Faults;
using Snapshotter.Api.Ops;
using Snapshotter.Api.Reporting;
using Snapshotter.Api.Rest;
using Snapshotter.Api.Rest.Access;
using Snapshotter.Api.Settings;
using Snapshotter.Api.Telemetry;
using Snapshotter.Api.Terminal;
using Snapshotter.Core.Jobs.Schedule;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Transfer;

namespace Snapshotter.Api.Hosting;

/// <summary>The whole node in one process: pipeline, REST API, and what its operator sees in the terminal.</summary>
internal static class NodeHost
{
    /// <summary>Runs until stopped.</summary>
    /// <param name="request">What its user asked for.</param>
    /// <param name="output">Where the view goes.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="decorate">Puts other services before those of the node, or null.</param>
    public static async Task<int> RunAsync(NodeRequest request, TextWriter output, CancellationToken cancellationToken, Action<IServiceCollection>? decorate = null)
    {
        var settings = SettingsLoader.Load(request.Settings);
        var source = NodeSource.Choose(request, settings);
        settings = source.Apply(settings);
        var (configuration, plan, notes) = NodeConfigurationLoader.Load(request.ConfigFolder ?? BundledFiles.ConfigFolder, settings.Modules);
        if (source.Recording is null) NodeConfigurationLoader.CompleteEndpoints(settings.Rpc, configuration);
        settings = settings with
        {
            Ipfs = NodeConfigurationLoader.CompleteIpfs(settings.Ipfs, configuration),
            Reporting = NodeConfigurationLoader.CompleteReporting(settings.Reporting, configuration),
        };
        settings = AnchorSettings.Complete(settings, configuration);
        using var keys = AnchorSettings.TakesPart(settings) ? NodeKeys.Load(settings.Keys, Environment.GetEnvironmentVariable) : null;

        using var folder = DataFolder.Hold(settings.Storage.Folder);
        var isTerminal = !Console.IsOutputRedirected;
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.AddNodeConsole(isTerminal ? LogLevel.Warning : LogLevel.Information, settings.Telemetry.LogFormat);
        builder.WebHost.UseUrls($"http://{settings.Api.Host}:{settings.Api.Port}");
        if (keys is not null) builder.Services.AddAnchor(settings, keys);
        if (keys is not null) builder.Services.AddFault(FaultyNode.Asked);
        plan = FaultyNode.Apply(FaultyNode.Asked, plan);
        builder.Services.AddNode(settings, plan, folder);
        builder.Services.AddSingleton(AccessPolicy.Of(configuration.Settings.CoreApi, settings.Access));
        decorate?.Invoke(builder.Services);
        builder.Services.AddRest(rest => Copy(settings.Rest, rest));
        if (!settings.Roles.Api) builder.Services.KeepHealthAlone();
        builder.Services.AddAdmin(AccessKey.Find(AccessKeyPlace.Admin, settings.Admin.KeyFile, folder.Path));
        builder.Services.AddOps(settings.Ops, AccessKey.Find(AccessKeyPlace.Operator, settings.Ops.KeyFile, folder.Path), folder.Path);
        var identity = new RunIdentity(source.Identity, settings.Epochs.Size, plan.Namespace, AnchorSettings.Identity(settings));
        builder.Services.AddSingleton(identity).AddSingleton<SourceIdentity>();
        // Services start in this order, and the display must not miss what the pipeline tells from its first moment on.
        builder.Services.AddStatusDisplay(isTerminal, output);
        builder.Services.AddNodeTelemetry(settings.Telemetry);
        builder.Services.AddHostedService<PipelineService>();
        builder.Services.AddReporting(settings.Reporting);
        builder.Services.AddMaintenance(settings.Maintenance);

        await using var app = builder.Build();
        foreach (var note in notes) HostingLog.Note(app.Logger, note);
        var store = app.Services.GetRequiredService<IStateStore>();
        var latest = await StoreReadiness.ReadAsync(
            async token =>
            {
                await StateImporter.ThrowIfUnfinishedAsync(store, token);
                // A live chain is asked for its id when the pipeline starts, so that the API serves also while no endpoint answers.
                if (identity.Recording is { } name) await DataIdentity.CheckAsync(store, identity.Of(name), token);
                return await store.CurrentEpochAsync(token);
            },
            app.Services.GetRequiredService<TimeProvider>(), app.Logger, cancellationToken);
        await using var recording = await source.OpenAsync(settings.Rpc, latest, cancellationToken);

        app.MapOps().MapRest();
        app.Services.StartTelemetry(folder.Path);
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
