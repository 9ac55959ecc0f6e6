using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Snapshotter.Core.Finalization;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Api.Rest;

public sealed class StateTests
{
    [Fact]
    public async Task A_node_without_epochs_answers_with_zeros_and_empty_lists()
    {
        await using var node = await RestNode.StartAsync();
        (await node.Http.GetAsync("/current_epoch")).Text.Should().Be("""{"begin":0,"end":0,"epochId":0}""");
        (await node.Http.GetAsync("/epoch/1")).Text.Should().Be("""{"timestamp":0,"blocknumber":0,"epochEnd":0}""");
        (await node.Http.GetAsync("/internal/snapshotter/epochProcessingStatus")).Text.Should().Be("""{"items":[],"total":0,"page":1,"size":10,"pages":0}""");
        (await node.Http.GetAsync("/internal/snapshotter/status")).Text.Should().Be(
            """{"totalSuccessfulSubmissions":0,"totalIncorrectSubmissions":0,"totalMissedSubmissions":0,"projects":[]}""");
    }

    [Fact]
    public async Task Pages_of_epochs_skip_ids_that_were_never_released()
    {
        await using var node = await RestNode.StartAsync();
        await node.ReleaseAsync(100, 101, 105, 110, 111);
        var first = JsonNode.Parse((await node.Http.GetAsync("/internal/snapshotter/epochProcessingStatus?size=2")).Text)!;
        var second = JsonNode.Parse((await node.Http.GetAsync("/internal/snapshotter/epochProcessingStatus?size=2&page=2")).Text)!;
        ((int)first["total"]!, (int)first["pages"]!).Should().Be((5, 3));
        IdsOf(first).Should().Equal(111, 110);
        IdsOf(second).Should().Equal(105, 101);
    }

    [Fact]
    public async Task A_failed_stage_tells_its_error_and_facts()
    {
        await using var node = await RestNode.StartAsync();
        await node.ReleaseAsync(1);
        await node.State.CommitAsync(
            new StateChange { Transitions = [new Transition(1, Stage.SnapshotBuild, Samples.Project, "no \"logs\" é", """{"attempt":2,"at":[1,null]}""", 77)] }, default);
        var item = JsonNode.Parse((await node.Http.GetAsync("/internal/snapshotter/epochProcessingStatus")).Text)!["items"]![0]!;
        item["transitionStatus"]!["EPOCH_RELEASED"]!.ToJsonString().Should().Be("""{"status":"success","error":null,"extra":null,"timestamp":1700000006}""");
        var build = item["transitionStatus"]!["SNAPSHOT_BUILD"]![Samples.Project]!;
        ((string)build["status"]!, (string)build["error"]!).Should().Be(("failed", "no \"logs\" é"));
        build["extra"]!.ToJsonString().Should().Be("""{"attempt":2,"at":[1,null]}""");
        item["transitionStatus"]!["RELAYER_SEND"].Should().BeNull();
    }

    [Fact]
    public async Task A_missed_epoch_needs_no_submitted_cid_and_successes_are_not_listed()
    {
        await using var node = await RestNode.StartAsync();
        await node.State.CommitAsync(new StateChange { Reports = [Report(1, SubmissionOutcome.Missed), Report(2, SubmissionOutcome.Successful), Report(3, SubmissionOutcome.OnlyFinalized)] }, default);
        (await node.Http.GetAsync($"/internal/snapshotter/status/{Samples.Project}?data=true")).Text.Should().Be(
            """{"missedSubmissions":[{"epochId":1,"finalizedSnapshotCid":"","reason":"why"}],"incorrectSubmissions":[]}""");
    }

    [Fact]
    public async Task An_incorrect_epoch_shows_both_contents_when_asked_for()
    {
        await using var node = await RestNode.StartAsync();
        var finalized = await node.FinalizeAsync(1, "{\"v\":2}");
        var submitted = CidOf.Content("gone"u8);
        var report = new SubmissionReport(1, Samples.Project, SubmissionOutcome.Incorrect, submitted, finalized, "why");
        await node.State.CommitAsync(new StateChange { Reports = [report] }, default);
        (await node.Http.GetAsync($"/internal/snapshotter/status/{Samples.Project}?data=on")).Text.Should().Be(
            $$$"""{"missedSubmissions":[],"incorrectSubmissions":[{"epochId":1,"submittedSnapshotCid":"{{{submitted}}}","submittedSnapshot":{},"finalizedSnapshotCid":"{{{finalized}}}","finalizedSnapshot":{"v":2},"reason":"why"}]}""");
        (await node.Http.GetAsync($"/internal/snapshotter/status/{Samples.Project}")).Text.Should().NotContain("submittedSnapshot\"");
    }

    [Fact]
    public async Task The_last_finalized_epoch_is_answered_when_its_release_is_past_retention()
    {
        await using var node = await RestNode.StartAsync();
        await node.FinalizeAsync(9, "{\"v\":1}");
        (await node.Http.GetAsync($"/last_finalized_epoch/{Samples.Project}")).Text.Should().Be("""{"epochId":9,"timestamp":0,"blocknumber":0,"epochEnd":0}""");
    }

    [Fact]
    public async Task Paths_of_other_endpoints_stay_theirs_and_get_no_cross_origin_permission()
    {
        await using var node = await RestNode.StartAsync(map: app =>
        {
            Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions.MapGet(app, "/jobs", () => "jobs");
            Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions.MapPost(app, "/jobs/retry", () => "retried");
        });
        var jobs = await node.Http.GetAsync("/jobs", ("Origin", "https://evil.example"));
        (jobs.Status, jobs.Text, jobs.Header("Access-Control-Allow-Origin")).Should().Be((200, "jobs", null));
        var preflight = await node.Http.SendAsync("OPTIONS", "/jobs/retry", [("Origin", "https://evil.example"), ("Access-Control-Request-Method", "POST")]);
        preflight.Header("Access-Control-Allow-Origin").Should().BeNull();
        (await node.Http.GetAsync("/health")).Status.Should().Be(200);
    }

    [Fact]
    public async Task Damaged_content_is_a_500_in_the_envelope_and_not_a_wrong_answer()
    {
        await using var node = await RestNode.StartAsync();
        var cid = Make.Cid("{\"v\":1}");
        await node.State.CommitAsync(new StateChange { Finalized = [new FinalizedSnapshot(1, Samples.Project, cid)] }, default);
        await using (var database = new SqliteConnection($"Data Source={Path.Combine(node.Folder, "content.db")}"))
        {
            await database.OpenAsync();
            var command = database.CreateCommand();
            command.CommandText = "INSERT INTO content (cid, last_epoch, bytes) VALUES ($cid, 1, x'7b7d')";
            command.Parameters.AddWithValue("$cid", cid.ToBytes());
            (await command.ExecuteNonQueryAsync()).Should().Be(1);
        }

        var answer = await node.Http.GetAsync($"/data/1/{Samples.Project}/", ("Origin", "https://app.example"));
        (answer.Status, answer.Text).Should().Be((500, """{"status":"error","message":"The node could not answer; its log says why."}"""));
        answer.Text.Should().NotContain(cid.ToString());
        answer.Header("Access-Control-Allow-Origin").Should().Be("*");
    }

    private static SubmissionReport Report(long epoch, SubmissionOutcome outcome) => new(epoch, Samples.Project, outcome, null, null, "why");

    private static IEnumerable<int> IdsOf(JsonNode page) => page["items"]!.AsArray().Select(item => (int)item!["epochId"]!);
}
