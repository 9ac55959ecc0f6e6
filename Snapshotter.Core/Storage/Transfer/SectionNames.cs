namespace Snapshotter.Core.Storage.Transfer;

/// <summary>The names of the sections in a state file, in the order in which they stand there.</summary>
internal static class SectionNames
{
    /// <summary>What the file is of.</summary>
    public const string Header = "header";

    /// <summary>The bytes of snapshots.</summary>
    public const string Contents = "contents";

    /// <summary>What the file holds; nothing follows it.</summary>
    public const string End = "end";

    /// <summary>The sections of the state, by their parts.</summary>
    public static readonly IReadOnlyList<(StateSection Section, string Name)> OfState =
    [
        (StateSection.Allowances, "allowances"), (StateSection.Epochs, "epochs"), (StateSection.Transitions, "transitions"), (StateSection.Built, "built"),
        (StateSection.Finality, "finality"), (StateSection.Undecided, "undecided"), (StateSection.Reports, "reports"), (StateSection.Projects, "projects"),
        (StateSection.Counters, "counters"), (StateSection.Facts, "facts"), (StateSection.Outbox, "outbox"), (StateSection.Jobs, "jobs"),
    ];
}
