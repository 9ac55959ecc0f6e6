using Snapshotter.Core.Callers;
using Snapshotter.Tests.Support;
using Xunit.Abstractions;

namespace Snapshotter.Tests.Api.Rest.Golden;

/// <summary>Sends every recorded request to this node in the recorded state and compares what comes back with what the original answered.</summary>
public sealed class GoldenAnswersTests(ITestOutputHelper output)
{
    private const int Compared = 827;
    private const int Listed = 25;

    [Fact]
    public async Task Every_recorded_request_is_answered_as_by_the_original_or_deviates_by_the_list()
    {
        var deviations = GoldenDeviation.All();
        var unused = deviations.ToHashSet();
        var faults = new List<string>();
        var (equal, deviating) = (0, 0);
        foreach (var phase in GoldenPhase.All)
        {
            await using var node = await phase.StartAsync();
            foreach (var request in GoldenRequest.All().Where(request => request.Phase == phase.Name))
            {
                var answer = await node.Http.SendAsync(request.Method, request.Path, request.Headers, request.Body);
                var difference = GoldenComparison.Difference(request.Expected, answer);
                var listed = deviations.Find(deviation => deviation.Covers(request));
                if (listed is not null) unused.Remove(listed);
                if (difference is null) equal++;
                if (difference is not null && listed?.Status == answer.Status) deviating++;
                if (difference is null && listed is not null) faults.Add($"{request.Id} {request.Path} is equal, though '{listed.Name}' lists it");
                if (difference is not null && listed?.Status != answer.Status) faults.Add($"{request.Id} {request.Method} {request.Path}: {difference} (by the list: {listed?.Name} {listed?.Status})");
            }

            if (phase.Name == "main") await CountsAreThoseOfTheOriginalAsync(node);
        }

        output.WriteLine($"{equal} equal, {deviating} deviate by the list");
        faults.AddRange(unused.Select(deviation => $"no recorded request shows '{deviation.Name}' with {deviation.Status}"));
        string.Join("\n", faults).Should().BeEmpty();
        (equal + deviating).Should().Be(Compared);
    }

    [Fact]
    public void Every_deviation_is_described()
    {
        var described = File.ReadAllText(Repository.PathOf("docs", "deviations.md"));
        GoldenDeviation.All().Select(deviation => deviation.Name).Where(name => !described.Contains($"`{name}`")).Should().BeEmpty();
        GoldenDeviation.All().Should().HaveCount(Listed);
    }

    /// <summary>Of the users all of whose requests are in this part of the recording (<c>redisAfter</c> in state.json).</summary>
    private static async Task CountsAreThoseOfTheOriginalAsync(RestNode node)
    {
        await node.Service<CallQuotas>().FlushAsync(everything: true, default);
        var recorded = Repository.ReadJson(Repository.Golden("api", "state.json"))["redisAfter"]!["main"]!;
        foreach (var email in new[] { "dave@example.com", "heidi@example.com", "peggy@example.com", "bob@example.com" })
        {
            var expected = recorded[$"user:{email}"]!;
            var counts = (await node.Users.UserAsync(email, default))!.Counts;
            (counts.Calls, counts.Throttled).Should().Be((long.Parse((string)expected["callsCount"]!), long.Parse((string)expected["throttledCount"]!)), email);
        }
    }
}
