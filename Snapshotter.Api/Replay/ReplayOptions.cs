namespace Snapshotter.Api.Replay;

/// <summary>What to replay.</summary>
/// <param name="ChainFolder">The recorded chain, or null to read from <paramref name="RpcUrl"/>.</param>
/// <param name="RpcUrl">A live endpoint, or null.</param>
/// <param name="ConfigFolder">The upstream configuration: project types, data sources, namespace.</param>
/// <param name="FirstBlock">The first block of epoch 1.</param>
/// <param name="EpochSize">Blocks per epoch.</param>
/// <param name="Epochs">The number of epochs, or null for as many as the chain holds.</param>
/// <param name="SourceBlockTime">Seconds between blocks, as the contract would say.</param>
/// <param name="OutFolder">Where the results go.</param>
/// <param name="Timeline">A timeline that tells when epochs are released and what consensus decides, or null to release one after another and finalize at once.</param>
/// <param name="DeriveFromLogs">False to read every value by a call at its block.</param>
public sealed record ReplayOptions(
    string? ChainFolder, string? RpcUrl, string ConfigFolder, long FirstBlock, int EpochSize, long? Epochs, double SourceBlockTime, string OutFolder, string? Timeline, bool DeriveFromLogs);
