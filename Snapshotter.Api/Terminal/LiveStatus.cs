using System.Globalization;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Telemetry;
using Spectre.Console;

namespace Snapshotter.Api.Terminal;

/// <summary>The live view: epoch, stages, lag, cost and a progress bar, redrawn in place.</summary>
internal sealed class LiveStatus(
    INodeHealth health, PipelineProgress progress, EpochOptions epochs, IServer server, TimeProvider time) : BackgroundService
{
    private const int BarWidth = 40;

    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(250);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Redraw, time);
        try
        {
            await AnsiConsole.Live(new Text("Starting ...")).AutoClear(false).StartAsync(async live =>
            {
                while (await timer.WaitForNextTickAsync(stoppingToken))
                {
                    live.UpdateTarget(Draw(await health.StatusAsync(stoppingToken)));
                    live.Refresh();
                }
            });
        }
        catch (OperationCanceledException)
        {
            // Asked to stop.
        }
    }

    private Panel Draw(NodeStatus status)
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "starting";
        var now = progress.Now;
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(3)).AddColumn();
        Row("REST", $"{address}   Swagger UI {address}/docs");
        Row("Activity", Sentence(status));
        Row("Epoch", now.Released is { } released ? Invariant($"{released.Epoch.Id} (blocks {released.Epoch.Begin} to {released.Epoch.End}), ended {status.FinalizedEpoch ?? 0}") : "none yet");
        Row("Source head", now.Head is { } head ? Invariant($"block {head}, lag {status.LagBlocks ?? 0} blocks") : "not read yet");
        Row("Cost", Invariant($"{status.RequestsPerEpoch ?? 0} HTTP requests, {status.CallsPerEpoch ?? 0} method calls in the latest epoch"));
        Row("Jobs", Invariant($"{status.Jobs.Waiting} waiting, {status.Jobs.Leased} running, {status.Jobs.Dead} given up"));
        foreach (var stage in status.Stages) grid.AddRow(new Text(stage.Stage), new Markup($"{(stage.Ok ? "[green]ok[/]" : "[red]no[/]")}  {Markup.Escape(stage.Sentence)}"));
        grid.AddRow(new Text("Progress"), new Markup(Bar(now)));
        return new Panel(grid).Header(Markup.Escape($" Snapshotter · {status.Namespace} · {status.Projects} projects ")).Expand().BorderColor(status.Ready ? Color.Green : Color.Red);

        void Row(string name, string value) => grid.AddRow(new Text(name), new Text(value));
    }

    private static string Sentence(NodeStatus status) => status.Activity switch
    {
        "exhausted" => "the recording is used up; the node keeps serving",
        "catching-up" => "catching up with the source head",
        "following" => "following the source head",
        _ => "starting",
    };

    /// <summary>Through a recording when there is one, otherwise towards the next epoch.</summary>
    private string Bar(ProgressSnapshot now)
    {
        var (done, whole) = epochs is { FirstBlock: { } first, LastBlock: { } last }
            ? ((now.Released?.Epoch.End ?? first - 1) - first + 1, (last - first + 1) / epochs.Size * epochs.Size)
            : (Math.Clamp((now.Head ?? 0) - (now.Released?.Epoch.End ?? now.Head ?? 0), 0, epochs.Size + epochs.HeadOffset), epochs.Size + epochs.HeadOffset);
        var filled = whole == 0 ? 0 : (int)(done * BarWidth / whole);
        return Invariant($"[green]{new string('━', filled)}[/][grey]{new string('━', BarWidth - filled)}[/] {done} of {whole} blocks");
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
