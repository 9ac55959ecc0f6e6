using System.Text;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Finalization;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;

namespace Snapshotter.Tests.Api.Rest;

/// <summary>Small states for tests.</summary>
internal static class Samples
{
    public const string Project = "pairContract_trade_volume:0xb4e16d0168e52d35cacd2c6185b44281ec28c9dc:UNISWAPV2";

    /// <summary>Finalizes a content and returns its CID.</summary>
    public static async Task<Cid> FinalizeAsync(this RestNode node, long epoch, string content, string project = Project)
    {
        var cids = await node.Content.PutAsync(epoch, [Encoding.UTF8.GetBytes(content)], default);
        await node.State.CommitAsync(new StateChange { Finalized = [new FinalizedSnapshot(epoch, project, cids[0])] }, default);
        return cids[0];
    }

    /// <summary>Releases epochs of ten blocks.</summary>
    public static async Task ReleaseAsync(this RestNode node, params long[] epochs) => await node.State.CommitAsync(
        new StateChange { Released = [.. epochs.Select(id => new ReleasedEpoch(new Epoch(id, id * 10, (id * 10) + 9), default, 1_700_000_000 + id, 900 + id, 1_700_000_005 + id))] },
        default);

    /// <summary>A snapshot-like text of at least the given length.</summary>
    public static string Text(int length)
    {
        var members = new StringBuilder("{\"epochId\":1");
        for (var i = 0; members.Length < length; i++) members.Append($",\"block{i}\":{1.5 + (i * 0.37)}");
        return members.Append('}').ToString();
    }
}
