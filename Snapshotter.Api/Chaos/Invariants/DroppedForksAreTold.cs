namespace Snapshotter.Api.Chaos.Invariants;

/// <summary>An epoch whose blocks are not on the chain any more was submitted before they were replaced, and says so with both hashes; any other is of the chain as it is.</summary>
internal sealed class DroppedForksAreTold : IInvariant
{
    /// <inheritdoc/>
    public string Rule => "An epoch of a dropped fork was submitted, and says so";

    /// <inheritdoc/>
    public IEnumerable<string> Violations(History history)
    {
        var final = history.Forks[history.FinalFork].EndHashes;
        foreach (var (epochId, outcome) in history.Outcomes.OrderBy(static outcome => outcome.Key))
        {
            if (outcome.EndHash == final[epochId]) continue;
            if (outcome.Note is not { } note || !note.Contains("\"state\":\"submitted\"", StringComparison.Ordinal) || !note.Contains(outcome.EndHash, StringComparison.Ordinal) || !note.Contains(final[epochId], StringComparison.Ordinal))
                yield return FormattableString.Invariant($"epoch {epochId} ends with {outcome.EndHash}, the chain has {final[epochId]}, and the note is '{outcome.Note}'.");
        }
    }
}
