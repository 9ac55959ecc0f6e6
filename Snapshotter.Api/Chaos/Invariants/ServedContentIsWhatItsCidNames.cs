using Snapshotter.Core.Snapshots;

namespace Snapshotter.Api.Chaos.Invariants;

/// <summary>Bytes hash to the CID under which they are served, and the bytes of every final CID can be had.</summary>
internal sealed class ServedContentIsWhatItsCidNames : IInvariant
{
    /// <inheritdoc/>
    public string Rule => "Every served CID names the bytes served";

    /// <inheritdoc/>
    public IEnumerable<string> Violations(History history)
    {
        foreach (var sample in history.Samples)
        {
            if (sample.Body is { } body && CidOf.Content(body).ToString() is var cid && cid != sample.Cid) yield return $"{sample.Key} was served as {sample.Cid} with bytes of {cid}.";
        }

        foreach (var (key, cid) in history.Finalized)
        {
            if (!history.Contents.TryGetValue(cid, out var content)) yield return $"the content {cid} of {key} cannot be had.";
            else if (CidOf.Content(content).ToString() != cid) yield return $"the content {cid} of {key} has other bytes.";
        }
    }
}
