using System.Text;
using Snapshotter.Api.Chaos.Invariants;
using Snapshotter.Api.Chaos.Node;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Tests.Api.Chaos.Invariants;

/// <summary>Every rule holds for a good history, and is broken by each history that breaks it: so none of the checks is one that cannot fail.</summary>
public sealed class InvariantTests
{
    [Fact]
    public void A_good_history_breaks_no_rule() => AllInvariants.Violations(Histories.Good()).Should().BeEmpty();

    [Fact]
    public void Every_rule_is_in_the_list() => AllInvariants.List.Select(static rule => rule.GetType()).Should().BeEquivalentTo(
        typeof(IInvariant).Assembly.GetTypes().Where(static type => type is { IsClass: true } && type.IsAssignableTo(typeof(IInvariant))));

    [Fact]
    public void An_end_of_the_process_that_nobody_asked_for_is_told() =>
        Expect<TheNodeStaysUp>(Histories.Good() with { ProcessFaults = ["the node ended by itself with code 134."] }, "code 134");

    [Fact]
    public void An_epoch_that_was_never_released_is_told() =>
        Expect<EveryEpochEnds>(Histories.Good() with { Epochs = 3 }, "epoch 3 was never released");

    [Fact]
    public void Jobs_that_are_left_are_told() => Expect<EveryEpochEnds>(Histories.Good() with { JobsLeft = 2 }, "2 jobs were left");

    [Fact]
    public void Jobs_that_are_left_with_a_worker_are_told() => Expect<EveryEpochEnds>(Histories.Good() with { JobsProcessing = 1 }, "1 jobs were left as if");

    [Fact]
    public void An_epoch_that_is_left_open_is_told() => Expect<EveryEpochEnds>(Histories.Good() with { OpenEpochs = [2] }, "epoch 2 was left open");

    [Fact]
    public void Records_of_jobs_that_are_left_are_told() =>
        Expect<EveryEpochEnds>(Histories.Good() with { RecordsLeft = ["snapshotter:jobs:due"] }, "snapshotter:jobs:due was left");

    [Fact]
    public void Two_final_CIDs_of_one_project_and_epoch_are_told()
    {
        var history = Histories.Good();
        Expect<NothingIsFinalizedTwice>(history with { Finalities = [.. history.Finalities, history.Finalities[0]] }, "is final as");
    }

    [Fact]
    public void A_project_without_finality_and_reason_is_told() =>
        Expect<EveryEpochEnds>(Histories.Good().With(2, static outcome => outcome.Without(Stage.SnapshotFinalize, Histories.Q)), $"{Histories.Q} in epoch 2");

    [Fact]
    public void A_blank_reason_is_none() => Expect<EveryEpochEnds>(
        Histories.Good().With(2, static outcome => outcome.Without(Stage.SnapshotFinalize, Histories.Q) with
        {
            Stages = new Dictionary<(Stage, string), string?> { [(Stage.SnapshotFinalize, Histories.P)] = null, [(Stage.SnapshotBuild, Histories.Q)] = " " },
        }),
        $"{Histories.Q} in epoch 2");

    [Fact]
    public void A_project_that_failed_with_a_reason_has_ended() => new EveryEpochEnds().Violations(
        Histories.Good().With(2, static outcome => outcome with
        {
            Stages = new Dictionary<(Stage, string), string?> { [(Stage.SnapshotFinalize, Histories.P)] = null, [(Stage.SnapshotBuild, Histories.Q)] = "The call reverts." },
        })).Should().BeEmpty();

    [Fact]
    public void A_job_that_was_given_up_is_told() => Expect<NothingIsGivenUp>(Histories.Good() with { DeadJobs = ["build of epoch 1: no luck"] }, "no luck");

    [Fact]
    public void A_project_that_did_not_become_final_is_told() => Expect<NothingIsGivenUp>(Histories.Good().WithoutFinal(Histories.First), "did not become final");

    [Fact]
    public void An_answer_that_changes_is_told()
    {
        var other = Encoding.UTF8.GetBytes("other");
        var sample = Histories.Served(Histories.First);
        Expect<FinalizedAnswersNeverChange>(Histories.Good() with { Samples = [sample, sample with { Body = other }] }, "something else later");
        Expect<FinalizedAnswersNeverChange>(Histories.Good() with { Samples = [sample, sample with { Cid = Histories.CidOfText("other"), Body = other }] }, "something else later");
    }

    [Fact]
    public void An_answer_that_is_gone_is_told() =>
        Expect<FinalizedAnswersNeverChange>(Histories.Good() with { Samples = [Histories.Served(Histories.First), new Sample(Histories.First, 404, null, null)] }, "then was not there");

    [Fact]
    public void An_answer_that_is_not_what_became_final_is_told() =>
        Expect<FinalizedAnswersNeverChange>(Histories.Good().WithFinal(Histories.First, Histories.CidOfText("other")), "ended as");

    [Fact]
    public void Bytes_that_do_not_hash_to_their_CID_are_told()
    {
        var sample = Histories.Served(Histories.First) with { Body = [1, 2, 3] };
        Expect<ServedContentIsWhatItsCidNames>(Histories.Good() with { Samples = [sample] }, "with bytes of");

        var cid = Histories.Good().Finalized[Histories.First];
        var contents = new Dictionary<string, byte[]>(Histories.Good().Contents) { [cid] = [1, 2, 3] };
        Expect<ServedContentIsWhatItsCidNames>(Histories.Good() with { Contents = contents }, "has other bytes");
    }

    [Fact]
    public void Content_that_cannot_be_had_is_told() =>
        Expect<ServedContentIsWhatItsCidNames>(Histories.Good() with { Contents = new Dictionary<string, byte[]>() }, "cannot be had");

    [Fact]
    public void A_failing_API_is_told_unless_a_store_failed()
    {
        var history = Histories.Good() with { Samples = [new Sample(Histories.First, 500, null, null)] };
        Expect<TheApiAnswers>(history, "answered with 500");
        new TheApiAnswers().Violations(history with { MayFailToAnswer = true }).Should().BeEmpty();
    }

    [Fact]
    public void A_watcher_that_is_refused_is_told_whatever_failed() =>
        Expect<TheApiAnswers>(Histories.Good() with { Samples = [new Sample(Histories.First, 429, null, null)], MayFailToAnswer = true }, "answered with 429");

    [Fact]
    public void Two_CIDs_for_one_project_and_epoch_are_told_even_after_a_kill()
    {
        var history = Histories.Good();
        Expect<NothingIsSubmittedTwice>(
            history with { MayRepeatSubmissions = true, Submissions = [.. history.Submissions, new Submission(Histories.First, Histories.CidOfText("other"))] }, "were submitted");
    }

    [Fact]
    public void Two_CIDs_are_no_fault_where_the_epoch_was_built_anew()
    {
        var history = Histories.Good();
        history = history with { Submissions = [.. history.Submissions, new Submission(Histories.First, Histories.CidOfText("other"))] };
        new NothingIsSubmittedTwice().Violations(history.With(1, static outcome => Marked(outcome, 1, "rebuilt"))).Should().BeEmpty();
    }

    [Fact]
    public void A_repeated_submission_is_told_unless_the_node_could_not_note_it()
    {
        var history = Histories.Good();
        history = history with { Submissions = [.. history.Submissions, history.Submissions[0]] };
        Expect<NothingIsSubmittedTwice>(history, "was submitted 2 times");
        new NothingIsSubmittedTwice().Violations(history with { MayRepeatSubmissions = true }).Should().BeEmpty();
    }

    [Fact]
    public void Something_final_that_was_never_submitted_is_told() => Expect<NothingIsSubmittedTwice>(Histories.Good() with { Submissions = [] }, "was never submitted");

    [Theory]
    [InlineData(3, 0, "3 successful")]
    [InlineData(1, 0, "1 successful")]
    [InlineData(2, 1, "1 incorrect")]
    public void Counters_that_do_not_tell_the_truth_are_told(long successful, long incorrect, string named) =>
        Expect<AccountsCountOnce>(
            Histories.Good() with { Counts = new Dictionary<string, SubmissionCounts> { [Histories.P] = new(successful, incorrect, 0), [Histories.Q] = new(2, 0, 0) } }, named);

    [Fact]
    public void Bytes_of_another_fork_are_told()
    {
        var history = Histories.Good();
        var text = Histories.TextOf(1, Histories.First);
        var contents = new Dictionary<string, byte[]>(history.Contents) { [Histories.CidOfText(text)] = Encoding.UTF8.GetBytes(text) };
        Expect<SnapshotsAreThoseOfOneFork>(history.WithFinal(Histories.First, Histories.CidOfText(text)) with { Contents = contents }, "has other bytes");
    }

    [Fact]
    public void A_block_that_is_on_no_fork_is_told() =>
        Expect<SnapshotsAreThoseOfOneFork>(Histories.Good().With(1, static outcome => outcome with { EndHash = "0xnone" }), "on no fork");

    [Fact]
    public void A_dropped_fork_that_is_not_noted_with_both_hashes_is_told()
    {
        var history = Histories.Good() with { FinalFork = 1 };
        Expect<DroppedForksAreTold>(history, "epoch 1 ends with");
        Expect<DroppedForksAreTold>(history.With(1, static outcome => outcome with { Note = $"was {outcome.EndHash}" }), "epoch 1 ends with");

        var both = history.With(1, static outcome => Marked(outcome, 1, "submitted")).With(2, static outcome => Marked(outcome, 2, "submitted"));
        Expect<DroppedForksAreTold>(both.With(2, static outcome => Marked(outcome, 2, "rebuilt")), "epoch 2 ends with");
        new DroppedForksAreTold().Violations(both).Should().BeEmpty();
    }

    [Fact]
    public void What_was_left_of_an_epoch_whose_blocks_are_gone_may_be_given_up_and_nothing_else()
    {
        var history = Histories.Good() with { FinalFork = 1, DeadJobs = ["build of epoch 1: gone"] };
        history = history with { Finalities = [.. history.Finalities.Where(static final => final.Key.EpochId != 1)] };
        Expect<NothingIsGivenUp>(history, "did not become final");
        var unbuilt = history.With(1, static outcome => Marked(outcome, 1, "submitted").Without(Stage.SnapshotBuild, Histories.P).Without(Stage.SnapshotBuild, Histories.Q));
        new NothingIsGivenUp().Violations(unbuilt).Should().BeEmpty();
        Expect<NothingIsGivenUp>(unbuilt with { DeadJobs = ["submit of epoch 1: gone"] }, "was given up");
        Expect<NothingIsGivenUp>(unbuilt with { DeadJobs = ["build of epoch 2: gone"] }, "was given up");
        Expect<NothingIsGivenUp>(history.With(1, static outcome => Marked(outcome, 1, "submitted")), "did not become final");
        Expect<NothingIsGivenUp>(history.With(1, static outcome => Marked(outcome, 1, "rebuilt")), "was given up");
    }

    [Fact]
    public void A_finality_that_the_contract_knows_otherwise_is_told()
    {
        var history = Histories.Good();
        history = history with { Contract = history.Finalized };
        new FinalityIsThatOfTheContract().Violations(history).Should().BeEmpty();
        Expect<FinalityIsThatOfTheContract>(history.WithFinal(Histories.First, Histories.CidOfText("other")), "in the contract and");
        Expect<FinalityIsThatOfTheContract>(history.WithoutFinal(Histories.First), "nothing in the node");
        Expect<FinalityIsThatOfTheContract>(history with { Contract = history.Finalized.Where(static entry => entry.Key != Histories.First).ToDictionary() }, "has not decided");
    }

    [Fact]
    public void What_the_contract_did_not_decide_need_not_become_final_but_must_end_with_a_reason()
    {
        var history = Histories.Good().WithoutFinal(Histories.First);
        history = history with { Contract = history.Finalized };
        var late = Sent(history, "The submission window closed with anchor block 7; the chain is at 9.");
        new NothingIsGivenUp().Violations(late).Should().BeEmpty();
        Expect<NothingIsGivenUp>(history, "did not become final");
        Expect<NothingIsGivenUp>(Sent(history, "It reverted with E22."), "E22");
        Expect<NothingIsGivenUp>(Sent(history, null), "did not become final");
        new NothingIsGivenUp().Violations(Sent(history, null) with { MayTakeBack = true }).Should().BeEmpty();
        Expect<NothingIsGivenUp>(late.With(1, static outcome => outcome.Without(Stage.SnapshotBuild, Histories.P)), "did not become final");
        Expect<EveryEpochEnds>(history.With(1, static outcome => outcome.Without(Stage.SnapshotFinalize, Histories.P)), $"{Histories.P} in epoch 1");
    }

    private static History Sent(History history, string? refusal) => history.With(1, outcome => outcome with
    {
        Stages = new Dictionary<(Stage, string), string?>(outcome.Stages) { [(Stage.RelayerSend, Histories.P)] = refusal },
    });

    [Fact]
    public void Only_a_reorganisation_of_the_anchor_chain_excuses_an_answer_that_is_gone_and_none_one_that_changes()
    {
        var sample = Histories.Served(Histories.First);
        var history = Histories.Good() with { MayTakeBack = true, Samples = [sample, new Sample(Histories.First, 404, null, null), sample] };
        new FinalizedAnswersNeverChange().Violations(history).Should().BeEmpty();
        Expect<FinalizedAnswersNeverChange>(history with { Samples = [sample, sample with { Body = [1] }] }, "something else later");
    }

    [Fact]
    public void Submissions_that_are_left_are_told() => Expect<EveryEpochEnds>(Histories.Good() with { SubmissionsLeft = 3 }, "3 submissions were left");

    [Fact]
    public void A_missed_submission_that_is_not_counted_is_told() => Expect<AccountsCountOnce>(
        Histories.Good().With(1, static outcome => outcome with
        {
            Stages = new Dictionary<(Stage, string), string?>(outcome.Stages) { [(Stage.RelayerSend, Histories.P)] = "The window closed." },
        }),
        "0 missed submissions and 1");

    [Fact]
    public void A_snapshot_that_was_not_built_counts_as_missed()
    {
        var history = Histories.Good().With(1, static outcome => outcome with
        {
            Stages = new Dictionary<(Stage, string), string?>(outcome.Stages) { [(Stage.SnapshotBuild, Histories.P)] = "Nobody has the blocks any more." },
        });
        Expect<AccountsCountOnce>(history, "0 missed submissions and 1");
        var counts = new Dictionary<string, SubmissionCounts>(history.Counts);
        counts[Histories.P] = counts[Histories.P] with { Missed = 1 };
        new AccountsCountOnce().Violations(history with { Counts = counts }).Should().BeEmpty();
    }

    [Fact]
    public void What_only_an_IPFS_node_has_may_be_out_of_reach_for_a_while()
    {
        var history = Histories.Good() with { Samples = [Histories.Served(Histories.First), new Sample(Histories.First, 404, null, null)], MayLackContents = true };
        new FinalizedAnswersNeverChange().Violations(history).Should().BeEmpty();
    }

    [Fact]
    public void Pins_that_do_not_end_are_told()
    {
        var history = Histories.Good();
        var cid = history.Finalized[Histories.First];
        history = history with { Pinned = history.Contents };
        new EveryPinEnds().Violations(history).Should().BeEmpty();
        Expect<EveryPinEnds>(history with { PinsLeft = 4 }, "4 pins were left");

        var lost = history with { Pinned = history.Contents.Where(content => content.Key != cid).ToDictionary() };
        Expect<EveryPinEnds>(lost, "neither pinned nor given up");
        new EveryPinEnds().Violations(lost with { FailedPins = new Dictionary<string, string> { [cid] = "The IPFS node gave it another CID." } }).Should().BeEmpty();
        Expect<EveryPinEnds>(lost with { FailedPins = new Dictionary<string, string> { [cid] = " " } }, "without a reason");
    }

    private static EpochOutcome Marked(EpochOutcome outcome, long epochId, string state) =>
        outcome with { Note = $$"""{"old_hash":"{{outcome.EndHash}}","new_hash":"{{Histories.HashOf(1, epochId)}}","state":"{{state}}"}""" };

    private static void Expect<T>(History history, string named) where T : IInvariant, new() =>
        new T().Violations(history).Should().NotBeEmpty().And.Contain(violation => violation.Contains(named, StringComparison.Ordinal));
}
