using Snapshotter.Api.Chaos.Node;
using Snapshotter.Api.Chaos.Runs;
using Snapshotter.Api.Chaos.Sources;
using Snapshotter.Api.SyntheticChains;

namespace Snapshotter.Api.Chaos.Hosts;

/// <summary>One host of a disturbed node: its folder, and one process after another over it.</summary>
internal sealed class DisturbedHost : IAsyncDisposable
{
    private static readonly TimeSpan StopDeadline = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly List<string> _faults = [];
    private readonly Disturbances _disturbances;
    private readonly HostPlan _plan;
    private readonly Surroundings _around;
    private readonly string _folder;
    private readonly TimeProvider _time;
    private NodeProcess _process;

    /// <summary>Starts the first process.</summary>
    /// <param name="disturbances">What the node is to suffer.</param>
    /// <param name="plan">Which host it is.</param>
    /// <param name="around">What it talks to.</param>
    /// <param name="folder">Where everything of the run is.</param>
    /// <param name="time">The clock of outages.</param>
    public DisturbedHost(Disturbances disturbances, HostPlan plan, Surroundings around, string folder, TimeProvider time)
    {
        _disturbances = disturbances;
        _plan = plan;
        _around = around;
        _folder = Path.Combine(folder, plan.Name);
        _time = time;
        Directory.CreateDirectory(_folder);
        _process = Start();
    }

    /// <summary>The data folder.</summary>
    public string DataFolder => Path.Combine(_folder, "data");

    /// <summary>What its processes noted of themselves.</summary>
    public JournalEntries Journal => Node.Journal.Read(JournalFile);

    /// <summary>Where the process of now listens once it is up.</summary>
    public Uri Address => _process.Address;

    /// <summary>How often a process was started.</summary>
    public int Starts { get; private set; }

    /// <summary>Ends that nobody asked for.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>The latest lines of its log.</summary>
    public string Log => $"{_plan.Name}: {_process.Log}";

    private string JournalFile => Path.Combine(_folder, "journal.txt");

    /// <summary>Starts it again when it ended by itself. While something is done to it that is left for later.</summary>
    public async Task TendAsync()
    {
        if (!await _turn.WaitAsync(TimeSpan.Zero)) return;
        try
        {
            if (!_process.Ended.IsCompleted) return;
            _faults.Add($"{_plan.Name}: {_process.DescribeEnd()}");
            await StartAgainAsync();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Kills it, and starts it again later.</summary>
    public Task KillAsync(TimeSpan downtime, CancellationToken cancellationToken) => InTurnAsync(async () =>
    {
        await _process.KillAsync();
        await Task.Delay(downtime, _time, cancellationToken);
        await StartAgainAsync();
    });

    /// <summary>Lets it stand still for a while.</summary>
    public Task PauseAsync(TimeSpan length, CancellationToken cancellationToken) => InTurnAsync(async () =>
    {
        await _process.PauseAsync();
        try
        {
            await Task.Delay(length, _time, cancellationToken);
        }
        finally
        {
            await _process.ContinueAsync();
        }
    });

    /// <summary>Tells it to stop, and notes when it does not do so in order.</summary>
    public Task StopAsync() => InTurnAsync(async () =>
    {
        if (await _process.StopAsync(StopDeadline) is { } fault) _faults.Add($"{_plan.Name}: {fault}");
    });

    /// <summary>Kills it for good.</summary>
    public Task EndAsync() => _process.KillAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _turn.Dispose();
    }

    /// <summary>What is done to one host is done one after another.</summary>
    private async Task InTurnAsync(Func<Task> work)
    {
        await _turn.WaitAsync();
        try
        {
            await work();
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task StartAgainAsync()
    {
        var old = _process;
        _process = Start();
        await old.DisposeAsync();
    }

    private NodeProcess Start()
    {
        // The name of the start is also that of the lots from which its inner faults are drawn.
        var start = FormattableString.Invariant($"start {Starts++}");
        var lots = _disturbances.IsOnManyHosts ? $"{_plan.Name} {start}" : start;
        var plan = new DisturbancePlan(
            Lots.Of(_disturbances.Seed, lots).Next(), _disturbances.World.ConfigFolder, NodeSettings.Of(_disturbances, _plan, _around, DataFolder, _around.KeyFile ?? ""),
            _disturbances.Points, _disturbances.Jumps, JournalFile);
        return NodeProcess.Start(plan, Path.Combine(_folder, "plan.json"));
    }
}
