using System.Globalization;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Api.Terminal;

/// <summary>A line when the node listens, for every epoch that ended, and when a recording is used up.</summary>
internal sealed class PlainStatus(
    EpochTracker tracker, PipelineProgress progress, EpochOptions epochs, IHostApplicationLifetime lifetime, IServer server, TextWriter output) : IHostedService
{
    private readonly Lock _gate = new();

    public Task StartAsync(CancellationToken cancellationToken)
    {
        tracker.EpochEnded += WriteEpoch;
        lifetime.ApplicationStarted.Register(() =>
        {
            var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
            Write($"The node listens at {address}; Swagger UI is at {address}/docs.");
        });
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        tracker.EpochEnded -= WriteEpoch;
        return Task.CompletedTask;
    }

    private void WriteEpoch(long epochId)
    {
        var now = progress.Now;
        Write($"Epoch {epochId} ended: {now.LastCost?.HttpRequests ?? 0} HTTP requests, {now.LastCost?.TotalCalls ?? 0} method calls; source head {now.Head}.");
        if (now.Released?.Epoch is { } latest && latest.Id == epochId && latest.End + epochs.Size > epochs.LastBlock)
        {
            Write($"The recording is used up at block {epochs.LastBlock}; the node keeps serving.");
        }
    }

    private void Write(FormattableString line)
    {
        lock (_gate) output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
    }
}
