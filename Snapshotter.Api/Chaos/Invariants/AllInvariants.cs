namespace Snapshotter.Api.Chaos.Invariants;

/// <summary>All rules there are.</summary>
internal static class AllInvariants
{
    /// <summary>The rules in the order in which they are reported.</summary>
    public static IReadOnlyList<IInvariant> List { get; } =
    [
        new TheNodeStaysUp(), new EveryEpochEnds(), new NothingIsGivenUp(), new FinalizedAnswersNeverChange(), new ServedContentIsWhatItsCidNames(), new TheApiAnswers(),
        new NothingIsSubmittedTwice(), new NothingIsFinalizedTwice(), new AccountsCountOnce(), new SnapshotsAreThoseOfOneFork(), new DroppedForksAreTold(), new FinalityIsThatOfTheContract(), new EveryPinEnds(),
    ];

    /// <summary>Every violation, with its rule in front.</summary>
    public static IReadOnlyList<string> Violations(History history) =>
        [.. List.SelectMany(invariant => invariant.Violations(history).Select(violation => $"{invariant.Rule}: {violation}"))];
}
