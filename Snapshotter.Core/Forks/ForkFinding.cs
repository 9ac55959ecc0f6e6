namespace Snapshotter.Core.Forks;

/// <summary>What came of looking at another chain.</summary>
/// <param name="Verdict">Who tells of it, and who speaks against it.</param>
/// <param name="Doubt">Why it is not believed, or not yet, and what is waited for, with the endpoints by name; null when it is believed.</param>
internal sealed record ForkFinding(ForkVerdict Verdict, string? Doubt)
{
    /// <summary>The chain that is believed, as the endpoint tells of it that knows most.</summary>
    public EndpointBranch Branch => Verdict.For[0];

    /// <summary>Who told of it, by name.</summary>
    public string Tellers => string.Join(", ", Verdict.For.Select(static one => one.Alias));
}
