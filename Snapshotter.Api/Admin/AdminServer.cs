using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Snapshotter.Api.Keys;
using Snapshotter.Core.Callers;

namespace Snapshotter.Api.Admin;

/// <summary>The server of the admin API, beside that of the REST API and over the same stores.</summary>
public sealed class AdminServer(AccessKey key, AdminOptions options, IUserStore users, KeyDirectory keys, TimeProvider time, ILoggerFactory loggers) : IHostedService, IAsyncDisposable
{
    private const int MaxConnections = 64;

    private WebApplication? _app;

    /// <summary>Where it listens.</summary>
    public Uri Url { get; private set; } = new("http://127.0.0.1");

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://{options.Host}:{options.Port}");
        builder.Services.Configure<KestrelServerOptions>(static kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = MaxConnections;
        });
        builder.Services.AddSingleton(loggers);
        builder.Services.AddSingleton(key).AddSingleton(users).AddSingleton(keys).AddSingleton(time);
        builder.Services.AddAdminRoutes();
        _app = builder.Build();
        _app.Run(_app.Services.GetRequiredService<AdminHandler>().HandleAsync);
        try
        {
            await _app.StartAsync(cancellationToken);
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            throw new InvalidOperationException(
                $"Port {options.Port} of {options.Host}, for the admin API, is in use: stop the program that holds it, or choose another one by Admin:Port.", exception);
        }

        Url = new Uri(_app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => _app?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? ValueTask.CompletedTask;
}
