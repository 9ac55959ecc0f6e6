using System.Text;
using System.Text.Json.Nodes;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Finalization;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Api.Rest.Golden;

/// <summary>
/// Brings the stores into the state the original was in when it was recorded, through the ports: 64 epochs of the seven-pair configuration,
/// projects finalized elsewhere, and the accounts of submissions.
/// </summary>
internal sealed class GoldenState(IStateStore state, IContentStore content)
{
    private const int Epochs = 64;

    private static readonly string[] BaseTypes = ["pairContract_pair_total_reserves", "pairContract_trade_volume"];

    private static readonly string[] PairTypes = [.. BaseTypes, "aggregate_pairContract_24h_trade_volume", "aggregate_pairContract_7d_trade_volume"];

    private readonly JsonObject _recorded = Repository.ReadJson(Repository.Golden("api", "state.json")).AsObject();

    public async Task SeedAsync(bool hasProjects)
    {
        var snapshots = Snapshots();
        for (var id = 1L; id <= Epochs; id++) await SeedEpochAsync(id, [.. snapshots.Where(snapshot => snapshot.EpochId == id)]);
        await SeedForeignContentAsync();
        await SeedAccountsAsync(hasProjects);
    }

    private async Task SeedEpochAsync(long id, List<GoldenSnapshot> snapshots)
    {
        await content.PutAsync(id, [.. snapshots.Where(snapshot => snapshot.Text is not null).Select(snapshot => Bytes(snapshot.Text!))], default);
        var info = _recorded["anchor"]!["epochInfo"]![$"{id}"]!.AsArray();
        var released = new ReleasedEpoch(new Epoch(id, 501 + (10 * (id - 1)), (long)info[2]!), default, (long)info[0]!, (long)info[1]!, (long)info[0]!);
        await state.CommitAsync(
            new StateChange { Released = [released], Transitions = TransitionsOf(id, snapshots), Finalized = [.. snapshots.Select(snapshot => snapshot.Finalized)] },
            default);
    }

    private static List<Transition> TransitionsOf(long id, List<GoldenSnapshot> snapshots)
    {
        var transitions = new List<Transition> { new(id, Stage.EpochReleased, "", null, null, id) };
        transitions.AddRange(BaseTypes.Select(type => new Transition(id, Stage.Preload, type, null, null, id)));
        foreach (var snapshot in snapshots)
        {
            transitions.Add(new Transition(id, Stage.SnapshotBuild, snapshot.ProjectId, null, null, id));
            transitions.Add(new Transition(id, Stage.SnapshotSubmitPayloadCommit, snapshot.ProjectId, null, null, id));
            transitions.Add(new Transition(id, Stage.SnapshotFinalize, snapshot.ProjectId, null, $$"""{"snapshot_cid":"{{snapshot.Cid}}"}""", id));
        }

        return transitions;
    }

    /// <summary>The contents alone: what was finalized elsewhere, the contract tells.</summary>
    private async Task SeedForeignContentAsync()
    {
        var golden = Snapshots("base").Concat(Snapshots("all15")).ToLookup(snapshot => snapshot.Cid);
        foreach (var (_, epochs) in _recorded["foreignFinalized"]!.AsObject())
        {
            foreach (var (epoch, text) in epochs!.AsObject())
            {
                // The contract takes any text for a CID, this node's state only CIDs.
                if (!Cid.TryParse((string)text!, out var cid)) continue;
                if (golden[cid].FirstOrDefault()?.Text is { } known) await content.PutAsync(long.Parse(epoch), [Bytes(known)], default);
            }
        }

        foreach (var (_, value) in _recorded["foreignIpfs"]!.AsObject())
        {
            ReadOnlyMemory<byte> bytes = value is JsonObject hex ? Convert.FromHexString((string)hex["hex"]!) : Bytes((string)value!);
            await content.PutAsync(Epochs, [bytes], default);
        }
    }

    private async Task SeedAccountsAsync(bool hasProjects)
    {
        var own = !hasProjects ? [] : _recorded["storedProjectIds"]!.AsArray().Select(project => (string)project!).ToList();
        var reports = new List<SubmissionReport>();
        foreach (var (project, byEpoch) in _recorded["statusReports"]!.AsObject())
        {
            reports.AddRange(byEpoch!.AsObject().Select(report => ReportOf(project, report.Key, (string)report.Value!)).OfType<SubmissionReport>());
        }

        foreach (var (project, counters) in _recorded["counters"]!.AsObject()) reports.AddRange(Successes(project, counters!.AsObject(), reports));
        await state.CommitAsync(new StateChange { Projects = own, Reports = reports }, default);
    }

    /// <summary>Null for texts that no node of ours writes: broken JSON, states of other services, reports without what they are about.</summary>
    private static SubmissionReport? ReportOf(string project, string epoch, string text)
    {
        JsonObject report;
        try
        {
            report = JsonNode.Parse(text)!.AsObject();
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }

        SubmissionOutcome? outcome = (string)report["state"]! switch
        {
            "SUCCESSFUL_SNAPSHOT_SUBMISSION" => SubmissionOutcome.Successful,
            "SUBMITTED_INCORRECT_SNAPSHOT" => SubmissionOutcome.Incorrect,
            "MISSED_SNAPSHOT" when report.ContainsKey("submittedSnapshotCid") => SubmissionOutcome.Missed,
            "ONLY_FINALIZED_SNAPSHOT_RECIEVED" => SubmissionOutcome.OnlyFinalized,
            _ => null,
        };
        return outcome is { } known && long.TryParse(epoch, out var id) && report.ContainsKey("reason")
            ? new SubmissionReport(id, project, known, CidOr(report["submittedSnapshotCid"]), CidOr(report["finalizedSnapshotCid"]), (string)report["reason"]!)
            : null;
    }

    /// <summary>Epochs counted as successes, beside those that have a report; some lie before the recording, here far above it.</summary>
    private static IEnumerable<SubmissionReport> Successes(string project, JsonObject counters, List<SubmissionReport> reports)
    {
        var reported = reports.Count(report => report.ProjectId == project && report.Outcome == SubmissionOutcome.Successful);
        var wanted = (int?)counters["totalSuccessfulSnapshotCount"] ?? 0;
        return Enumerable.Range(0, wanted - reported).Select(i => new SubmissionReport(10_000 + i, project, SubmissionOutcome.Successful, null, null, ""));
    }

    private static Cid? CidOr(JsonNode? text) => text is not null && Cid.TryParse((string)text!, out var cid) ? cid : null;

    /// <summary>All 32 projects in all 64 epochs, whether or not the recording has them.</summary>
    private static List<GoldenSnapshot> Snapshots()
    {
        var known = Snapshots("base").Concat(Snapshots("default7")).ToDictionary(snapshot => (snapshot.EpochId, snapshot.ProjectId));
        var pairs = Repository.ReadJson(Repository.Golden("snapshots", "default7", "run.json"))["pairs"]!.AsArray().Select(pair => (string)pair!);
        var ofPairs = pairs.SelectMany(pair => PairTypes.Select(type => $"{type}:{pair}:UNISWAPV2"));
        var ofMany = known.Keys.Select(key => key.ProjectId).Where(project => !PairTypes.Contains(project.Split(':')[0])).Distinct();
        var projects = ofPairs.Concat(ofMany).ToList();
        projects.Should().HaveCount(32);
        return [.. Enumerable.Range(1, Epochs).SelectMany(epoch => projects.Select(project =>
            known.GetValueOrDefault((epoch, project)) ?? GoldenSnapshot.HeldOut(epoch, project)))];
    }

    private static IEnumerable<GoldenSnapshot> Snapshots(string run) => Directory
        .GetFiles(Repository.Golden("snapshots", run), "*.jsonl.gz")
        .Where(file => !file.EndsWith("events.jsonl.gz", StringComparison.Ordinal))
        .SelectMany(Repository.ReadJsonLines)
        .Where(line => (string)line["status"]! == "ok")
        .Select(GoldenSnapshot.Read);

    private static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
