namespace Snapshotter.Core.Storage.Transfer;

/// <summary>What an import brought.</summary>
/// <param name="WasThere">Whether the file was in already, so that nothing was done.</param>
/// <param name="Records">Records by section.</param>
/// <param name="CurrentEpoch">The epoch after which the node goes on, or 0.</param>
/// <param name="LeftOut">Records that mean nothing here, such as texts that are no CIDs or projects of another namespace.</param>
public sealed record ImportSummary(bool WasThere, IReadOnlyDictionary<string, long> Records, long CurrentEpoch, long LeftOut);
