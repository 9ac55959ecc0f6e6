using System.Text.Json;
using Snapshotter.Api.CommandLine;
using Snapshotter.Api.LocalNetwork.Chains;
using Snapshotter.Api.LocalNetwork.Faults;
using Snapshotter.Api.LocalNetwork.Nodes;
using Snapshotter.Ethereum.Primitives;
using Spectre.Console;

namespace Snapshotter.Api.LocalNetwork.Watching;

/// <summary>Shows what a network does, judges every epoch, and lets the anchor chain's time stand still for honest nodes that have not been heard yet.</summary>
internal sealed class NetworkObservation(LocalNetworkOptions options, IReadOnlyList<NodeProcess> nodes, NetworkWatch watch, AnchorClock clock, int projects, TextWriter output)
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(500);

    private readonly Dictionary<long, long> _since = [];

    /// <summary>Watches until it is stopped or all epochs are done.</summary>
    /// <param name="managing">Releases the epochs.</param>
    /// <param name="others">What else must go on.</param>
    /// <param name="cancellationToken">Stops; what was seen until then is judged and reported.</param>
    /// <returns>The exit code: done only when every epoch became final as it should.</returns>
    public async Task<int> RunAsync(Task managing, IReadOnlyList<Task> others, CancellationToken cancellationToken)
    {
        var seats = nodes.Select(static node => (node.Name, node.Account, node.Fault)).ToArray();
        var violations = new List<string>();
        var judged = new HashSet<long>();
        var lastEvent = TimeProvider.System.GetTimestamp();
        var isOver = false;

        async Task LookAsync()
        {
            if (await watch.LookAsync(cancellationToken) > 0) lastEvent = TimeProvider.System.GetTimestamp();
            foreach (var epoch in watch.Epochs.Values.Where(epoch => !judged.Contains(epoch.Id) && NetworkVerdict.IsOver(epoch, watch.Block, projects, seats)).ToArray())
            {
                judged.Add(epoch.Id);
                violations.AddRange(NetworkVerdict.Violations(epoch, projects, seats));
                if (Console.IsOutputRedirected) await output.WriteLineAsync(NetworkTable.Line(epoch, nodes, projects));
            }

            violations.AddRange(nodes.Where(static node => node.HasEnded).Select(static node => $"{node.Name} ended by itself; see its node.log."));
            if (TimeProvider.System.GetElapsedTime(lastEvent) > LocalNetworkOptions.Patience) violations.Add($"Nothing has happened on the anchor chain for {LocalNetworkOptions.Patience}.");
            isOver = violations.Count > 0 || (options.Epochs is { } wanted && managing.IsCompletedSuccessfully && judged.Count >= wanted);
            clock.IsHeld = IsSomebodyAwaited(seats);
            if (others.Prepend(managing).FirstOrDefault(static part => part.IsFaulted) is { } broken) await broken;
        }

        await ShowAsync(LookAsync, () => isOver, cancellationToken);
        var accounts = await Task.WhenAll(nodes.Select(AccountsOfAsync));
        if (options.ReportFile is { } path)
        {
            await NetworkReport.Of(nodes, accounts, watch.Epochs.Values, projects, violations).WriteAsync(path, CancellationToken.None);
            await output.WriteLineAsync($"The report is in {path}.");
        }

        foreach (var violation in violations) await output.WriteLineAsync(violation);
        if (violations.Count > 0) return ExitCode.Failed;
        await output.WriteLineAsync($"{judged.Count} epochs became final as they should.");
        return ExitCode.Done;
    }

    private bool IsSomebodyAwaited((string Name, Address Account, FaultKind Fault)[] seats)
    {
        foreach (var epoch in watch.Epochs.Values)
        {
            if (!_since.TryGetValue(epoch.Id, out var since)) _since.Add(epoch.Id, since = TimeProvider.System.GetTimestamp());
            if (!NetworkVerdict.IsHeard(epoch, projects, seats) && TimeProvider.System.GetElapsedTime(since) < LocalNetworkOptions.LongestHold) return true;
        }

        return false;
    }

    private async Task ShowAsync(Func<Task> look, Func<bool> isOver, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(LookInterval, TimeProvider.System);
        try
        {
            if (Console.IsOutputRedirected)
            {
                while (!isOver() && await timer.WaitForNextTickAsync(cancellationToken)) await look();
                return;
            }

            await AnsiConsole.Live(NetworkTable.Draw(watch, nodes, projects)).AutoClear(false).StartAsync(async live =>
            {
                while (!isOver() && await timer.WaitForNextTickAsync(cancellationToken))
                {
                    await look();
                    live.UpdateTarget(NetworkTable.Draw(watch, nodes, projects));
                    live.Refresh();
                }
            });
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Asked to stop: what was seen so far is judged and reported.
        }
    }

    private static async Task<JsonElement?> AccountsOfAsync(NodeProcess node)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        try
        {
            return await http.GetFromJsonAsync<JsonElement>(new Uri(node.Url, "/internal/snapshotter/status"));
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or JsonException)
        {
            return null;
        }
    }
}
