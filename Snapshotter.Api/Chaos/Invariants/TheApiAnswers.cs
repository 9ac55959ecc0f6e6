namespace Snapshotter.Api.Chaos.Invariants;

/// <summary>The API has an answer as long as what it answers from has one, and refuses nobody: who watches a run sees nothing where it is refused.</summary>
internal sealed class TheApiAnswers : IInvariant
{
    private const int TooManyRequests = 429;
    private const int ServerError = 500;

    /// <inheritdoc/>
    public string Rule => "The API answers";

    /// <inheritdoc/>
    public IEnumerable<string> Violations(History history) => history.Samples
        .Where(sample => sample.Status == TooManyRequests || (sample.Status >= ServerError && !history.MayFailToAnswer))
        .Select(static sample => FormattableString.Invariant($"{sample.Key} was answered with {sample.Status}."));
}
