using Snapshotter.Ethereum.Hashing;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Tests.Support.Contracts;

/// <summary>The batch of the first epoch, of the projects a and b, that the first so many validators attest.</summary>
/// <param name="rig">The contracts.</param>
/// <param name="released">The block in which the epoch was released.</param>
internal sealed class AttestedBatch(V2Rig rig, long released)
{
    public const string Cid = "batch";

    /// <summary>The batch's CID as the topic of an event.</summary>
    public static readonly string Topic = $"{Keccak256.Hash("batch"u8)}";

    /// <summary>The block in which the epoch was released.</summary>
    public long Released => released;

    /// <summary>Contracts of a test's own, with the epoch released and the batch handed in.</summary>
    public static async Task<AttestedBatch> SubmitAsync(V2Rig rig, int validators)
    {
        await rig.ResetAsync();
        await rig.AllowAsync(validators);
        var released = (await rig.ReleaseAsync()).BlockNumber;
        await rig.SubmitAsync(Cid, ["a", "b"]);
        return new AttestedBatch(rig, released);
    }

    /// <summary>A validator attests the root that the sequencer handed in, or the other one.</summary>
    public Task<TransactionReceipt> AttestAsync(int validator, Hash32 root) => rig.AttestAsync(validator, Cid, root);
}
