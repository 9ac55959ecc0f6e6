namespace Snapshotter.Api.Hosting;

/// <summary>What the user of <c>run</c> asked for.</summary>
/// <param name="ChainFolder">A recorded chain, or null.</param>
/// <param name="ConfigFolder">The upstream configuration, or null for the bundled one.</param>
/// <param name="Pace">Seconds between the blocks of a recording; 0 shows them all at once.</param>
/// <param name="Settings">Settings given as arguments, by their full key.</param>
internal sealed record NodeRequest(string? ChainFolder, string? ConfigFolder, double Pace, IReadOnlyDictionary<string, string?> Settings);
