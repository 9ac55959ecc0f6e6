using System.CommandLine;
using Snapshotter.Api.Chaos.Redis;
using Snapshotter.Api.Chaos.Reports;
using Snapshotter.Api.Chaos.Runs;
using Snapshotter.Api.LocalNetwork.Chains;

namespace Snapshotter.Api.CommandLine;

/// <summary><c>chaos</c>: the node under seeded faults, judged after each run.</summary>
internal sealed class ChaosVerb
{
    private readonly Option<long?> _seed = CommonOptions.Number("--seed", "The seed of the first run; the runs after it take the next ones (default 1).", 0);
    private readonly Option<long?> _runs = CommonOptions.Number("--runs", "How many runs (default 1).", 1);
    private readonly Option<double?> _minutes = new Option<double?>("--minutes") { Description = "Begins runs for so many minutes instead.", HelpName = "M" }.Between(0, 100_000);
    private readonly Option<long?> _parallel = CommonOptions.Number("--parallel", "How many runs at once (default 1).", 1, 64);
    private readonly Option<bool> _hosts = new("--hosts") { Description = "Runs the node as many processes that share a Redis; needs redis-server." };
    private readonly Option<FileInfo?> _report = new("--report") { Description = "Where a JSON report goes.", HelpName = "FILE" };
    private readonly TextWriter _output;

    public ChaosVerb(TextWriter output)
    {
        _output = output;
        Command = new Command("chaos", "Runs the node under seeded faults and checks that nothing is lost, doubled or changed. A seed repeats a run.")
        {
            _seed, _runs, _minutes, _parallel, _hosts, _report,
        };
        Command.SetAction((arguments, cancellationToken) => RunAsync(arguments, cancellationToken));
    }

    public Command Command { get; }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        if (arguments.GetValue(_runs) is not null && arguments.GetValue(_minutes) is not null) throw new UserException("Give either --runs N or --minutes M, not both.");
        var onManyHosts = arguments.GetValue(_hosts);
        var redis = onManyHosts ? RedisTool.Find() : null;
        var series = new ChaosSeries(
            (ulong)(arguments.GetValue(_seed) ?? 1),
            arguments.GetValue(_minutes) is null ? arguments.GetValue(_runs) ?? 1 : null,
            arguments.GetValue(_minutes) is { } minutes ? TimeSpan.FromMinutes(minutes) : null,
            (int)(arguments.GetValue(_parallel) ?? 1),
            onManyHosts,
            new ChaosTools(await FindAnvilAsync(cancellationToken), redis));

        using var view = ChaosView.For(_output);
        var report = await series.RunAsync(view.Show, TimeProvider.System, cancellationToken);

        // Of a series that was asked to stop as well.
        if (arguments.GetValue(_report) is { } file) await report.WriteAsync(file.FullName, CancellationToken.None);
        await _output.WriteLineAsync(report.Summary);
        return report.Violations == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private async Task<string?> FindAnvilAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await AnvilTool.FindAsync(_output, cancellationToken);
        }
        catch (UserException exception)
        {
            await _output.WriteLineAsync($"The even seeds, whose nodes take part in consensus on an anchor chain, are left out. {exception.Message}");
            return null;
        }
    }
}
