using System.Text.Json;
using Snapshotter.Core.Telemetry;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Epochs.Forks;

/// <summary>What is told beside the release of an epoch whose blocks were replaced.</summary>
internal static class ForkNote
{
    /// <summary>The release with the note.</summary>
    public static Transition ToTransition(ForkedEpoch forked, long now) => new(
        forked.EpochId, Stage.EpochReleased, "", null,
        ExtraOf(SentenceOf(forked), forked.OldHash, forked.NewHash, forked.IsRebuilt ? "rebuilding" : "submitted"), now);

    /// <summary>The note of an epoch that is released again with other blocks.</summary>
    public static string Rebuilt(Hash32 old, Hash32 now) => ExtraOf(
        $"The source chain was reorganised before anything was submitted: the epoch ended with block {old} and was built anew of the blocks up to {now}.", old, now, "rebuilt");

    /// <summary>What happened to the epoch.</summary>
    public static string SentenceOf(ForkedEpoch forked)
    {
        if (forked.IsRebuilt) return $"The source chain was reorganised before anything was submitted: the epoch ended with block {forked.OldHash}, in whose place is {forked.NewHash}. It is built anew.";
        return forked.OldHash == forked.NewHash
            ? $"The source chain was reorganised and came back to block {forked.OldHash}, which the submitted snapshots are of."
            : $"The source chain was reorganised after the epoch was submitted: its snapshots are of the blocks up to {forked.OldHash}, in whose place is {forked.NewHash}.";
    }

    private static string ExtraOf(string sentence, Hash32 old, Hash32 now, string state) =>
        JsonSerializer.Serialize(new { reorganised = sentence, old_hash = old.ToString(), new_hash = now.ToString(), state });
}
