using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Snapshotter.Api.Rest;
using Snapshotter.Api.Rest.Access;
using Snapshotter.Core.Callers;
using Snapshotter.Core.Callers.Sqlite;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Sqlite;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Tests.Api.Rest;

/// <summary>The REST API in a real Kestrel on a port of 127.0.0.1 that the system chose, over embedded stores in a folder of its own.</summary>
internal sealed class RestNode : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly DirectoryInfo _folder;

    private RestNode(WebApplication app, DirectoryInfo folder, int port)
    {
        _app = app;
        _folder = folder;
        Http = new RawHttp(port);
        Port = port;
    }

    public RawHttp Http { get; }

    public int Port { get; }

    public string Folder => _folder.FullName;

    public IStateStore State => _app.Services.GetRequiredService<IStateStore>();

    public IContentStore Content => _app.Services.GetRequiredService<IContentStore>();

    public FixedHealth Health => (FixedHealth)_app.Services.GetRequiredService<INodeHealth>();

    public T Service<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    public IUserStore Users => _app.Services.GetRequiredService<IUserStore>();

    /// <summary>Starts a node without limits, unless <paramref name="services"/> says otherwise.</summary>
    public static async Task<RestNode> StartAsync(Action<RestOptions>? configure = null, Action<WebApplication>? map = null, Action<IServiceCollection>? services = null)
    {
        var folder = Directory.CreateTempSubdirectory("rest-");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<IStateStore>(SqliteStateStore.Open(folder.FullName));
        builder.Services.AddSingleton<IContentStore>(SqliteContentStore.Open(folder.FullName));
        builder.Services.AddSingleton<INodeHealth>(new FixedHealth());
        builder.Services.AddSingleton(SqliteCallers.Open(folder.FullName));
        builder.Services.AddSingleton<IUserStore, SqliteUserStore>();
        builder.Services.AddSingleton<ICallMeter, SqliteCallMeter>();
        services?.Invoke(builder.Services);
        builder.Services.TryAddSingleton(new AccessOptions { PublicLimit = "", BurstPerSecond = 0 });
        builder.Services.AddRest(configure).AddRest();
        var app = builder.Build();
        app.MapRest().MapRest();
        map?.Invoke(app);
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();
        return new RestNode(app, folder, new Uri(address).Port);
    }

    public async ValueTask DisposeAsync()
    {
        var (state, content, callers) = (State, Content, Service<SqliteCallers>());
        await _app.StopAsync();
        await _app.DisposeAsync();
        await state.DisposeAsync();
        await content.DisposeAsync();
        await callers.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
