namespace Snapshotter.Api.Trying;

/// <summary>What the user of <c>try</c> asked for.</summary>
/// <param name="ProjectType">The project type.</param>
/// <param name="Source">The data source, or null.</param>
/// <param name="Begin">The first block.</param>
/// <param name="End">The last block.</param>
/// <param name="ChainFolder">A recorded chain, or null.</param>
/// <param name="RpcUrl">An endpoint, where there is no recorded chain.</param>
/// <param name="ConfigFolder">The configuration.</param>
internal sealed record TryOptions(string ProjectType, string? Source, long Begin, long End, string? ChainFolder, string? RpcUrl, string ConfigFolder);
