using System.Globalization;
using Snapshotter.Api.LocalNetwork.Nodes;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Snapshotter.Api.LocalNetwork.Watching;

/// <summary>The network as a table: a row an epoch, a column a node.</summary>
internal static class NetworkTable
{
    private const int MaxRows = 12;

    public static IRenderable Draw(NetworkWatch watch, IReadOnlyList<NodeProcess> nodes, int projects)
    {
        var table = new Table().Border(TableBorder.Rounded).Expand();
        table.Title = new TableTitle(Invariant($"Local network · anchor block {watch.Block} · {projects} projects"));
        table.AddColumn("epoch").AddColumn("final").AddColumn("CIDs");
        foreach (var node in nodes) table.AddColumn(Markup.Escape(node.Fault == Faults.FaultKind.None ? node.Name : $"{node.Name} ({node.Fault})"));
        foreach (var epoch in watch.Epochs.Values.TakeLast(MaxRows)) table.AddRow([.. Row(epoch, nodes, projects)]);
        table.Caption = new TableTitle("a node's cell: submissions that agree with what is final / that counted (+ late)");
        return table;
    }

    /// <summary>An epoch in one line, for output that is no terminal.</summary>
    public static string Line(WatchedEpoch epoch, IReadOnlyList<NodeProcess> nodes, int projects) => Invariant(
        $"Epoch {epoch.Id}: {epoch.FinalizedCount} of {projects} final; {string.Join(", ", nodes.Select(node => $"{node.Name} {Cell(epoch, node)}"))}.");

    private static IEnumerable<IRenderable> Row(WatchedEpoch epoch, IReadOnlyList<NodeProcess> nodes, int projects)
    {
        yield return new Text(Invariant($"{epoch.Id}"));
        yield return new Markup(Invariant($"[{(epoch.FinalizedCount == projects ? "green" : "yellow")}]{epoch.FinalizedCount} of {projects}[/]"));
        yield return new Text(Invariant($"{epoch.Projects.Values.SelectMany(static project => project.Submissions.Values).Select(static submission => submission.Cid).Distinct().Count()} different"));
        foreach (var node in nodes)
        {
            var (counted, agreeing, _) = epoch.Of(node.Account);
            yield return new Markup($"[{(counted > 0 && agreeing == counted ? "green" : "yellow")}]{Cell(epoch, node)}[/]");
        }
    }

    private static string Cell(WatchedEpoch epoch, NodeProcess node)
    {
        var (counted, agreeing, late) = epoch.Of(node.Account);
        return late == 0 ? Invariant($"{agreeing}/{counted}") : Invariant($"{agreeing}/{counted} (+{late} late)");
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
