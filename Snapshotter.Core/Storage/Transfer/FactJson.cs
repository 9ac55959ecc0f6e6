namespace Snapshotter.Core.Storage.Transfer;

/// <summary>A fact as it stands in a state file; the value is base64.</summary>
internal sealed record FactJson(string Key, byte[] Value);
