using System.Text;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Finalization;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Telemetry;
using Snapshotter.Ethereum.Hashing;

namespace Snapshotter.Tests.Support.Stores;

/// <summary>Small pieces of state.</summary>
internal static class Make
{
    public const string Project = "pairContract_trade_volume:0xb4e16d0168e52d35cacd2c6185b44281ec28c9dc:UNISWAPV2";
    public const string Other = "pairContract_trade_volume:0x0d4a11d5eeaac28ec3f61d100daf4d40471f1852:UNISWAPV2";

    public static Cid Cid(string content) => CidOf.Content(Encoding.UTF8.GetBytes(content));

    public static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>An epoch of ten blocks.</summary>
    public static ReleasedEpoch Released(long id) =>
        new(new Epoch(id, (id * 10) + 1, (id * 10) + 10), Keccak256.Hash($"{id}"), 1_700_000_000 + id, 500 + id, 1_700_000_007 + id);

    public static NewJob Job(long epochId, string key = "a", string kind = "build", params byte[] payload) => new(kind, epochId, key, payload);

    public static Transition Transition(long epochId, string subject = Project, Stage stage = Stage.SnapshotBuild, string? error = null, string? extra = null) =>
        new(epochId, stage, subject, error, extra, 1_700_000_000);

    public static SubmissionReport Report(long epochId, SubmissionOutcome outcome, string project = Project, string reason = "") =>
        new(epochId, project, outcome, Cid("submitted"), Cid("decided"), reason);
}
