using System.Text.Json;
using System.Text.RegularExpressions;
using Snapshotter.Tests.Support;
using Xunit.Abstractions;

namespace Snapshotter.Tests.Api.Rest.Golden;

/// <summary>Sends every recorded request to this node in the recorded state and compares what comes back with what the original answered.</summary>
public sealed class GoldenAnswersTests(ITestOutputHelper output)
{
    private const int Recorded = 673;

    private static readonly HashSet<string> Groups =
    [
        "health", "current_epoch", "epoch", "last_finalized_epoch", "cid", "foreign_cid", "synthetic_cid", "data", "foreign_data", "synthetic_data",
        "epochProcessingStatus", "status", "project_status", "task_status", "routing", "docs", "cors",
    ];

    private static readonly JsonSerializerOptions ListOptions = new(JsonSerializerDefaults.Web);

    [Fact]
    public async Task Every_recorded_request_is_answered_as_by_the_original_or_deviates_by_the_list()
    {
        await using var node = await RestNode.StartAsync();
        await new GoldenState(node.State, node.Content).SeedAsync();
        var requests = GoldenRequest.All().Where(request => request.Phase == "main" && Groups.Contains(request.Group)).ToList();
        var deviations = Deviations();
        var unused = deviations.ToHashSet();
        var faults = new List<string>();
        var (equal, deviating) = (0, 0);
        foreach (var request in requests)
        {
            var answer = await node.Http.SendAsync(request.Method, request.Path, request.Headers, request.Body);
            var difference = GoldenComparison.Difference(request.Expected, answer);
            var listed = deviations.Find(deviation => deviation.Covers(request));
            if (listed is not null) unused.Remove(listed);
            if (difference is null) equal++;
            if (difference is not null && listed?.Status == answer.Status) deviating++;
            if (difference is null && listed is not null) faults.Add($"{request.Id} {request.Path} is equal, though '{listed.Name}' lists it");
            if (difference is not null && listed?.Status != answer.Status) faults.Add($"{request.Id} {request.Method} {request.Path}: {difference}");
        }

        output.WriteLine($"{equal} equal, {deviating} deviate by the list");
        faults.AddRange(unused.Select(deviation => $"no recorded request shows '{deviation.Name}'"));
        string.Join("\n", faults).Should().BeEmpty();
        requests.Count.Should().Be(Recorded);
    }

    [Fact]
    public void Every_deviation_is_described()
    {
        var described = File.ReadAllText(Repository.PathOf("docs", "deviations.md"));
        Deviations().Select(deviation => deviation.Name).Where(name => !described.Contains($"`{name}`")).Should().BeEmpty();
        Deviations().Should().HaveCount(13);
    }

    private static List<Deviation> Deviations() => JsonSerializer.Deserialize<List<Deviation>>(
        File.ReadAllText(Repository.PathOf("Snapshotter.Tests", "Api", "Rest", "Golden", "deviations.json")), ListOptions)!;

    /// <summary>Requests that are answered otherwise on purpose: those whose id, method, path and body, joined by blanks, fit the pattern.</summary>
    private sealed record Deviation(string Name, string Requests, int Status, string Reason)
    {
        public bool Covers(GoldenRequest request) => Regex.IsMatch($"{request.Id} {request.Method} {request.Path} {Text(request.Body)}", Requests);

        private static string Text(byte[]? body) => body is null ? "" : System.Text.Encoding.UTF8.GetString(body);
    }
}
