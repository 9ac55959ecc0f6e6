using System.Numerics;
using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.Abi;

namespace Snapshotter.Core.Protocol.Contract.Events;

/// <summary>Reads the numbers and CIDs of contracts, where anything may stand that an account was let write.</summary>
internal static class EventValues
{
    /// <summary>A number, which is at most 2^63-1 wherever the node can follow.</summary>
    /// <exception cref="AbiException">It is larger.</exception>
    public static long Number(this AbiValues values, string name)
    {
        var number = values.Get<BigInteger>(name);
        return number <= long.MaxValue ? (long)number : throw new AbiException(name, $"{number} exceeds 2^63-1.");
    }

    public static long Number(this AbiValues values, int index)
    {
        var number = values.Get<BigInteger>(index);
        return number <= long.MaxValue ? (long)number : throw new AbiException($"#{index}", $"{number} exceeds 2^63-1.");
    }

    /// <summary>A CID, or null where the text is empty or none.</summary>
    public static Cid? CidOrNull(string text) => Cid.TryParse(text, out var cid) ? cid : null;
}
