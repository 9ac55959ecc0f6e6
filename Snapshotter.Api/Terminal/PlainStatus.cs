using System.Globalization;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Snapshotter.Api.Admin;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Api.Terminal;

/// <summary>A line when the node listens, for every epoch that ended, and when a recording is used up.</summary>
internal sealed class PlainStatus(
    EpochTracker tracker, PipelineProgress progress, IHostApplicationLifetime lifetime, IServer server, IEnumerable<AdminServer> admins, TextWriter output) : IHostedService
{
    private readonly Lock _gate = new();

    public Task StartAsync(CancellationToken cancellationToken)
    {
        tracker.EpochEnded += WriteEpoch;
        progress.RanOut += WriteEnd;
        lifetime.ApplicationStarted.Register(() =>
        {
            var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
            Write($"The node listens at {address}; Swagger UI is at {address}/docs.");
            foreach (var admin in admins) Write($"The admin API listens at {admin.Url}.");
        });
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        tracker.EpochEnded -= WriteEpoch;
        progress.RanOut -= WriteEnd;
        return Task.CompletedTask;
    }

    private void WriteEpoch(long epochId)
    {
        var now = progress.Now;
        Write($"Epoch {epochId} ended: {now.LastCost?.HttpRequests ?? 0} HTTP requests, {now.LastCost?.TotalCalls ?? 0} method calls; source head {now.Head}.");
    }

    /// <summary>Told also by a start that finds nothing left to do.</summary>
    private void WriteEnd(long lastBlock) => Write($"The recording is used up at block {lastBlock}; the node keeps serving.");

    private void Write(FormattableString line)
    {
        lock (_gate) output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
    }
}
