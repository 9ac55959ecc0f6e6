namespace Snapshotter.Api.Chaos.Invariants;

/// <summary>The API has an answer as long as what it answers from has one.</summary>
internal sealed class TheApiAnswers : IInvariant
{
    private const int ServerError = 500;

    /// <inheritdoc/>
    public string Rule => "The API answers";

    /// <inheritdoc/>
    public IEnumerable<string> Violations(History history) => history.MayFailToAnswer
        ? []
        : history.Samples.Where(static sample => sample.Status >= ServerError).Select(static sample => FormattableString.Invariant($"{sample.Key} was answered with {sample.Status}."));
}
