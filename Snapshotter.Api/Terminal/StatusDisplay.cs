using Snapshotter.Api.Admin;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Api.Terminal;

/// <summary>Shows the operator how the node is doing: a live view in a terminal, a line per epoch elsewhere.</summary>
internal static class StatusDisplay
{
    /// <summary>Adds the display that fits.</summary>
    public static IServiceCollection AddStatusDisplay(this IServiceCollection services, bool isTerminal, TextWriter output) => isTerminal
        ? services.AddHostedService<LiveStatus>()
        : services.AddHostedService(provider => new PlainStatus(
            provider.GetRequiredService<EpochTracker>(),
            provider.GetRequiredService<PipelineProgress>(),
            provider.GetRequiredService<IHostApplicationLifetime>(),
            provider.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>(),
            provider.GetServices<AdminServer>(),
            output));
}
