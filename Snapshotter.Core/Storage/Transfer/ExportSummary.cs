namespace Snapshotter.Core.Storage.Transfer;

/// <summary>What an export wrote.</summary>
/// <param name="Header">What the file is of.</param>
/// <param name="Records">Records by section.</param>
/// <param name="MissingContents">Snapshots whose bytes were not here, or do not fit into a state file; a node that needs them fetches them from IPFS.</param>
/// <param name="Digest">The digest of the whole file, in hex.</param>
public sealed record ExportSummary(ArchiveHeader Header, IReadOnlyDictionary<string, long> Records, long MissingContents, string Digest);
