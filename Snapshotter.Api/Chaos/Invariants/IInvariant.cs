namespace Snapshotter.Api.Chaos.Invariants;

/// <summary>Something that must be true of every run, whatever it suffered.</summary>
internal interface IInvariant
{
    /// <summary>The rule as a sentence.</summary>
    string Rule { get; }

    /// <summary>The ways in which a history breaks the rule.</summary>
    IEnumerable<string> Violations(History history);
}
