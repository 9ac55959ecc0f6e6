using System.Text.RegularExpressions;
using Snapshotter.Core.Telemetry.Metrics;
using Snapshotter.Tests.Api.Metrics;
using Snapshotter.Tests.Support;
using YamlDotNet.Serialization;

namespace Snapshotter.Tests.Docs.Operations;

/// <summary>The dashboard and the alerts ask for metrics, labels and values that the node has.</summary>
public sealed partial class OperationsTests : IDisposable
{
    private readonly NodeMeter _meter = new();
    private readonly EveryMetric _rooms;
    private readonly Queries _queries;

    public OperationsTests()
    {
        _rooms = new EveryMetric(_meter);
        _queries = new Queries(_meter.Metrics);
    }

    [Fact]
    public void Every_panel_of_the_dashboard_asks_for_what_there_is()
    {
        var dashboard = Repository.ReadJson(Repository.PathOf("docs", "operations", "grafana-dashboard.json"));
        var targets = dashboard["panels"]!.AsArray().SelectMany(static panel => panel!["targets"]!.AsArray()).ToList();
        var queries = targets.Select(static target => (string)target!["expr"]!).ToList();

        queries.Should().HaveCountGreaterThan(25);
        queries.SelectMany(_queries.FaultsOf).Should().BeEmpty();
        foreach (var target in targets)
        {
            var labels = Legend().Matches((string)target!["legendFormat"]!).Select(static label => label.Groups[1].Value);
            labels.Where(label => !((string)target["expr"]!).Contains(label, StringComparison.Ordinal) && label is not ("instance" or "version")).Should().BeEmpty((string)target["expr"]!);
        }

        dashboard["panels"]!.AsArray().Select(static panel => (int)panel!["id"]!).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void Every_alert_asks_for_what_there_is_and_says_what_to_do()
    {
        using var text = File.OpenText(Repository.PathOf("docs", "operations", "prometheus-alerts.yml"));
        var groups = new DeserializerBuilder().Build().Deserialize<Dictionary<string, List<AlertGroup>>>(text)["groups"];
        var alerts = groups.SelectMany(static group => group.Rules).ToList();

        alerts.SelectMany(static alert => new[] { alert.Expr }).SelectMany(_queries.FaultsOf).Should().BeEmpty();
        alerts.Should().OnlyHaveUniqueItems(static alert => alert.Alert).And.OnlyContain(static alert =>
            alert.Annotations["summary"].EndsWith('.') && alert.Annotations["action"].EndsWith('.') && (alert.Labels["severity"] == "critical" || alert.Labels["severity"] == "warning"));
        alerts.Select(static alert => alert.Alert).Should().Contain(
            ["SnapshotterNotReady", "SnapshotterStalled", "SnapshotterFinalityLag", "SnapshotterMissedSnapshots", "SnapshotterIncorrectSnapshots", "SnapshotterForkedAfterSubmission", "SnapshotterEndpointErrors", "SnapshotterDeadJobs", "SnapshotterDiskGrowth"]);
        foreach (var alert in alerts)
        {
            var labels = AlertLabel().Matches(string.Join(' ', alert.Annotations.Values)).Select(static label => label.Groups[1].Value);
            labels.Where(label => !alert.Expr.Contains(label, StringComparison.Ordinal) && label != "instance").Should().BeEmpty(alert.Alert);
        }
    }

    [Theory]
    [InlineData("snapshotter_nothing", "no metric")]
    [InlineData("snapshotter_ready{stage=\"x\"}", "no label")]
    [InlineData("snapshotter_jobs_ended_total{outcome=\"dead|gone\"}", "never gone")]
    [InlineData("sum by (endpoint) (snapshotter_ready)", "Grouped by endpoint")]
    public void The_check_of_queries_finds_faults(string query, string fault) => _queries.FaultsOf(query).Should().ContainSingle().Which.Should().Contain(fault);

    public void Dispose()
    {
        _rooms.Dispose();
        _meter.Dispose();
    }

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex Legend();

    [GeneratedRegex(@"\$labels\.(\w+)")]
    private static partial Regex AlertLabel();

    /// <summary>A group of rules as Prometheus reads it.</summary>
    public sealed class AlertGroup
    {
        [YamlMember(Alias = "name")]
        public string Name { get; set; } = "";

        [YamlMember(Alias = "rules")]
        public List<AlertRule> Rules { get; set; } = [];
    }

    /// <summary>An alerting rule as Prometheus reads it.</summary>
    public sealed class AlertRule
    {
        [YamlMember(Alias = "alert")]
        public string Alert { get; set; } = "";

        [YamlMember(Alias = "expr")]
        public string Expr { get; set; } = "";

        [YamlMember(Alias = "for")]
        public string For { get; set; } = "";

        [YamlMember(Alias = "labels")]
        public Dictionary<string, string> Labels { get; set; } = [];

        [YamlMember(Alias = "annotations")]
        public Dictionary<string, string> Annotations { get; set; } = [];
    }
}
