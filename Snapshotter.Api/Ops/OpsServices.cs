using Microsoft.AspNetCore.DataProtection;
using Snapshotter.Api.Keys;
using Snapshotter.Api.Ops.Access;
using Snapshotter.Api.Ops.Actions;
using Snapshotter.Api.Ops.Assets;
using Snapshotter.Api.Ops.Live;
using Snapshotter.Api.Ops.Pages;
using Snapshotter.Core.Epochs.Catalogue;
using Snapshotter.Core.Jobs.Ledger;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Pins;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Api.Ops;

/// <summary>Wires the operator pages. They read the ports of the core and the trusted proxies of the REST API, and nothing else knows of them.</summary>
internal static class OpsServices
{
    /// <summary>The folder in the data folder with what protects forms; without it a page that was open over a restart would have to be loaded anew.</summary>
    private const string FormKeys = "ops-keys";

    /// <summary>Adds the pages.</summary>
    public static IServiceCollection AddOps(this IServiceCollection services, OpsOptions options, AccessKey? key, string dataFolder)
    {
        services.AddSingleton(options);
        if (!options.Enabled) return services;
        services.AddSingleton(provider => new OpsSession(key, options, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<LoginEndpoints>();
        services.AddSingleton<ActionEndpoints>();
        services.AddSingleton<LiveFeed>();
        services.AddSingleton<EpochPace>();
        services.AddSingleton<ProjectReader>();
        services.AddSingleton<EndpointReader>();
        services.AddSingleton(static provider => new EpochReader(provider.GetRequiredService<IStateStore>(), provider.GetRequiredService<IContentStore>(), provider.GetService<IPinQueue>()));
        services.AddSingleton(static provider => new OpsStores(provider.GetService<IJobLedger>(), provider.GetService<IEpochCatalogue>()));
        services.AddRazorComponents();
        services.AddAntiforgery(static antiforgery =>
        {
            antiforgery.Cookie.Name = "snapshotter-ops-form";
            antiforgery.Cookie.Path = OpsPaths.Root;
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
            antiforgery.SuppressXFrameOptionsHeader = true;
        });
        services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(dataFolder, FormKeys))).SetApplicationName("snapshotter");
        return services;
    }

    /// <summary>Puts the pages into the pipeline. Before the REST API, which answers everything that is nobody else's.</summary>
    public static WebApplication MapOps(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<OpsOptions>().Enabled) return app;
        // What is counted from the start on must be there from the start on.
        app.Services.GetRequiredService<EpochPace>();
        app.UseWhen(static context => context.Request.Path.StartsWithSegments(OpsPaths.Root), static ops => ops.UseMiddleware<OpsGate>().UseAntiforgery());
        foreach (var asset in (OpsAsset[])[OpsAsset.Styles, OpsAsset.Script, OpsAsset.Icon]) app.MapGet(asset.Path, asset.WriteAsync);
        app.MapGet(OpsPaths.Live, app.Services.GetRequiredService<LiveFeed>().FollowAsync);
        app.MapGet("/hangfire/{**rest}", static context =>
        {
            context.Response.Redirect(OpsPaths.Jobs);
            return Task.CompletedTask;
        });
        app.Services.GetRequiredService<LoginEndpoints>().Map(app);
        app.Services.GetRequiredService<ActionEndpoints>().Map(app);
        app.MapRazorComponents<App>();
        return app;
    }
}
