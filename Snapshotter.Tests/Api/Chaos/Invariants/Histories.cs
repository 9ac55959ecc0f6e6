using System.Text;
using Snapshotter.Api.Chaos.Invariants;
using Snapshotter.Api.Chaos.Node;
using Snapshotter.Api.Chaos.Worlds;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Tests.Api.Chaos.Invariants;

/// <summary>A history of a run in which nothing went wrong, of two epochs with two projects on a chain with two forks, and changes to it.</summary>
internal static class Histories
{
    public const string P = "trade_volume:0xp:TEST";
    public const string Q = "trade_volume:0xq:TEST";

    public static readonly SnapshotKey First = new(1, P);

    public static History Good()
    {
        SnapshotKey[] keys = [new(1, P), new(1, Q), new(2, P), new(2, Q)];
        var finalized = keys.ToDictionary(static key => key, static key => CidOfText(TextOf(0, key)));
        return new History
        {
            Epochs = 2,
            ProjectIds = [P, Q],
            Forks = [ForkOf(0, keys), ForkOf(1, keys)],
            Outcomes = new Dictionary<long, EpochOutcome> { [1] = OutcomeOf(1), [2] = OutcomeOf(2) },
            Finalities = [.. finalized.Select(static final => new Finality(final.Key, final.Value))],
            Contents = keys.ToDictionary(static key => CidOfText(TextOf(0, key)), static key => Encoding.UTF8.GetBytes(TextOf(0, key))),
            Counts = new Dictionary<string, SubmissionCounts> { [P] = new(2, 0, 0), [Q] = new(2, 0, 0) },
            Samples = [new Sample(First, 404, null, null), Served(First), Served(First)],
            Submissions = [.. keys.Select(key => new Submission(key, finalized[key]))],
        };
    }

    public static Sample Served(SnapshotKey key) => new(key, 200, CidOfText(TextOf(0, key)), Encoding.UTF8.GetBytes(TextOf(0, key)));

    public static string TextOf(int fork, SnapshotKey key) => $$"""{"fork":{{fork}},"epoch":{{key.EpochId}},"project":"{{key.ProjectId}}"}""";

    public static string CidOfText(string text) => CidOf.Content(Encoding.UTF8.GetBytes(text)).ToString();

    public static string HashOf(int fork, long epochId) => FormattableString.Invariant($"0x{fork}{epochId}");

    /// <summary>The history with another outcome of an epoch.</summary>
    public static History With(this History history, long epochId, Func<EpochOutcome, EpochOutcome> change) =>
        history with { Outcomes = new Dictionary<long, EpochOutcome>(history.Outcomes) { [epochId] = change(history.Outcomes[epochId]) } };

    /// <summary>The history with another CID final.</summary>
    public static History WithFinal(this History history, SnapshotKey key, string cid) =>
        history.WithoutFinal(key) with { Finalities = [.. history.WithoutFinal(key).Finalities, new Finality(key, cid)] };

    /// <summary>The history without something final.</summary>
    public static History WithoutFinal(this History history, SnapshotKey key) =>
        history with { Finalities = [.. history.Finalities.Where(final => final.Key != key)] };

    /// <summary>The outcome without one stage of a project.</summary>
    public static EpochOutcome Without(this EpochOutcome outcome, Stage stage, string projectId) =>
        outcome with { Stages = outcome.Stages.Where(entry => entry.Key != (stage, projectId)).ToDictionary() };

    private static ForkTruth ForkOf(int fork, SnapshotKey[] keys) => new(
        new Dictionary<long, string> { [1] = HashOf(fork, 1), [2] = HashOf(fork, 2) }, keys.ToDictionary(static key => key, key => TextOf(fork, key)));

    private static EpochOutcome OutcomeOf(long epochId) => new(
        HashOf(0, epochId), null, new Dictionary<(Stage, string), string?>
        {
            [(Stage.EpochReleased, "")] = null,
            [(Stage.SnapshotBuild, P)] = null,
            [(Stage.SnapshotBuild, Q)] = null,
            [(Stage.SnapshotFinalize, P)] = null,
            [(Stage.SnapshotFinalize, Q)] = null,
        });
}
