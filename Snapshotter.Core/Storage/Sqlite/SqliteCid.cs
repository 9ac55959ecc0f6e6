using Snapshotter.Core.Snapshots;

namespace Snapshotter.Core.Storage.Sqlite;

/// <summary>CIDs in columns are their bytes.</summary>
internal static class SqliteCid
{
    public static Cid Read(byte[] bytes) => Cid.TryRead(bytes, out var cid, out var length) && length == bytes.Length
        ? cid
        : throw new InvalidDataException($"The state store holds {Convert.ToHexStringLower(bytes)} where a CID should be: restore it from a backup.");
}
