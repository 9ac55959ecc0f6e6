using Snapshotter.Api.Hosting;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Protocol;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Pins;

namespace Snapshotter.Api.Chaos.Node;

/// <summary>The real node with decorated ports, in a process of its own. It ends when whoever started it closes its standard input, or dies.</summary>
internal static class DisturbedNode
{
    /// <summary>Runs until told to stop.</summary>
    public static async Task<int> RunAsync(DisturbancePlan plan, CancellationToken cancellationToken)
    {
        using var journal = new Journal(plan.JournalFile);
        var points = new FaultPoints(journal.Fault);
        var armed = plan.Points.Select(point => points.Arm(point.Point, pass => point.Fires(plan.Seed, pass))).ToArray();
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _ = StopAtEndOfInputAsync(stopping);
        try
        {
            var request = new NodeRequest(null, plan.ConfigFolder, 0, plan.Settings.ToDictionary(static setting => setting.Key, static setting => (string?)setting.Value, StringComparer.Ordinal));
            return await NodeHost.RunAsync(request, TextWriter.Null, stopping.Token, services => Decorate(services, plan, points, journal));
        }
        finally
        {
            foreach (var point in armed) point.Dispose();
        }
    }

    private static void Decorate(IServiceCollection services, DisturbancePlan plan, FaultPoints points, Journal journal)
    {
        services.AddSingleton<TimeProvider>(new JumpingTime(plan.Jumps, () => journal.Fault("clock jump")));
        services.Decorate<IStateStore>(store => new FaultyStateStore(store, points));
        services.Decorate<IContentStore>(store => new FaultyContentStore(store, points));
        services.Decorate<IJobQueue>(queue => new FaultyJobQueue(queue, points));
        services.Decorate<IPinQueue>(queue => new FaultyPinQueue(queue, points));
        // What was submitted to a contract is found in its chain.
        if (plan.HasAnchor) return;
        services.Decorate<IProtocolState>(protocol => new JournalingProtocolState(protocol, journal));
    }

    private static async Task StopAtEndOfInputAsync(CancellationTokenSource stopping)
    {
        // Reading the console holds its thread, whatever the name of the method. Nothing is ever said; only the end counts.
        await Task.Run(static () =>
        {
            while (Console.In.Read() >= 0) continue;
        });
        try
        {
            await stopping.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // The node stopped by itself.
        }
    }
}
