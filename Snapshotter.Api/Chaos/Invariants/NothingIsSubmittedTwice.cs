namespace Snapshotter.Api.Chaos.Invariants;

/// <summary>
/// For a project in an epoch one CID is submitted and no other. It may be handed over again where the node could not have noted that it had
/// been, which has no effect; at any other time it is not. Of an epoch that was built anew, what was handed over before did not count.
/// </summary>
internal sealed class NothingIsSubmittedTwice : IInvariant
{
    /// <inheritdoc/>
    public string Rule => "Nothing is submitted twice";

    /// <inheritdoc/>
    public IEnumerable<string> Violations(History history)
    {
        foreach (var submissions in history.Submissions.GroupBy(static submission => submission.Key))
        {
            string[] cids = [.. submissions.Select(static submission => submission.Cid).Distinct(StringComparer.Ordinal)];
            var wasRebuilt = history.Outcomes.GetValueOrDefault(submissions.Key.EpochId)?.Note?.Contains("\"state\":\"rebuilt\"", StringComparison.Ordinal) == true;
            if (wasRebuilt) continue;
            if (cids.Length > 1) yield return $"for {submissions.Key} {string.Join(" and ", cids)} were submitted.";
            else if (submissions.Count() > 1 && !history.MayRepeatSubmissions) yield return $"{cids[0]} was submitted {submissions.Count()} times for {submissions.Key}.";
        }

        foreach (var (key, cid) in history.Finalized)
        {
            if (!history.Submissions.Any(submission => submission.Key == key && submission.Cid == cid)) yield return $"{cid} is final for {key} and was never submitted.";
        }
    }
}
