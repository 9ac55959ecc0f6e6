using Snapshotter.Api.Chaos.Node;
using Snapshotter.Api.Chaos.Runs;
using Snapshotter.Api.Chaos.Sources;

namespace Snapshotter.Api.Chaos.Hosts;

/// <summary>All processes of a disturbed node, and what is done to them and to their Redis from outside.</summary>
internal sealed class DisturbedHosts : IAsyncDisposable
{
    private readonly CancellationTokenSource _ending = new();
    private readonly Lock _gate = new();
    private readonly List<Task> _striking = [];
    private readonly List<Strike> _coming;
    private readonly Surroundings _around;
    private readonly Tally _tally;
    private readonly TimeProvider _time;

    /// <summary>Starts every host.</summary>
    /// <param name="disturbances">What the node is to suffer.</param>
    /// <param name="around">What it talks to.</param>
    /// <param name="folder">Where everything of the run is.</param>
    /// <param name="tally">Counts what is done.</param>
    /// <param name="time">The clock of outages.</param>
    public DisturbedHosts(Disturbances disturbances, Surroundings around, string folder, Tally tally, TimeProvider time)
    {
        _around = around;
        _tally = tally;
        _time = time;
        _coming = [.. disturbances.Strikes];
        List = [.. disturbances.Hosts.Select(plan => new DisturbedHost(disturbances, plan, around, folder, time))];
        around.Requested += Reach;
    }

    /// <summary>The hosts, the one with the API first.</summary>
    public IReadOnlyList<DisturbedHost> List { get; }

    /// <summary>What the processes noted of themselves.</summary>
    public JournalEntries Journal
    {
        get
        {
            JournalEntries[] journals = [.. List.Select(static host => host.Journal)];
            return new JournalEntries([.. journals.SelectMany(static journal => journal.Faults)], [.. journals.SelectMany(static journal => journal.Submissions)]);
        }
    }

    /// <summary>Whether all was done that was to be done, and every process is up again.</summary>
    public bool AreAtRest
    {
        get
        {
            lock (_gate) return _coming.Count == 0 && _striking.TrueForAll(static strike => strike.IsCompleted);
        }
    }

    /// <summary>Starts again what ended by itself.</summary>
    /// <exception cref="InvalidOperationException">Something could not be done to the node that was to be done.</exception>
    public async Task TendAsync()
    {
        Task[] struck;
        lock (_gate) struck = [.. _striking.Where(static strike => strike.IsFaulted)];
        await Task.WhenAll(struck);
        foreach (var host in List) await host.TendAsync();
    }

    /// <summary>Tells all of them to stop.</summary>
    public Task StopAsync() => Task.WhenAll(List.Select(static host => host.StopAsync()));

    /// <summary>Ends all of them at once, and what is being done to them.</summary>
    public async Task KillAsync()
    {
        await EndStrikesAsync();
        await Task.WhenAll(List.Select(static host => host.EndAsync()));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await EndStrikesAsync();
        foreach (var host in List) await host.DisposeAsync();
        _ending.Dispose();
    }

    private async Task EndStrikesAsync()
    {
        _around.Requested -= Reach;
        await _ending.CancelAsync();
        Task[] striking;
        lock (_gate) striking = [.. _striking];
        await Task.WhenAll(striking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Reach(long request)
    {
        lock (_gate)
        {
            foreach (var strike in _coming.Where(strike => strike.Request <= request).ToArray())
            {
                _coming.Remove(strike);
                _striking.Add(Task.Run(() => DoAsync(strike), CancellationToken.None));
            }
        }
    }

    private async Task DoAsync(Strike strike)
    {
        _tally.Add(strike.Name);
        await (strike.Kind switch
        {
            StrikeKind.Kill => List[strike.Host].KillAsync(strike.Lasts, _ending.Token),
            StrikeKind.Pause => List[strike.Host].PauseAsync(strike.Lasts, _ending.Token),
            _ => _around.KillRedisAsync(strike.Lasts, _time, _ending.Token),
        });
    }
}
