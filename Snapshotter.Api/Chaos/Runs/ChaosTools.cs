namespace Snapshotter.Api.Chaos.Runs;

/// <summary>The executables that runs need.</summary>
/// <param name="Anvil">Of anchor chains, or null where there is none; then no run may need one.</param>
/// <param name="Redis">Of the server that hosts share, or null where there is none; then no run may need one.</param>
internal sealed record ChaosTools(string? Anvil, string? Redis);
