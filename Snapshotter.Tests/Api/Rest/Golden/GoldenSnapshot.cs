using System.Text;
using System.Text.Json.Nodes;
using Snapshotter.Core.Finalization;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Tests.Api.Rest.Golden;

/// <summary>A snapshot of the original. One that is held out has a stand-in for its CID and no text.</summary>
internal sealed record GoldenSnapshot(long EpochId, string ProjectId, Cid Cid, string? Text)
{
    public FinalizedSnapshot Finalized => new(EpochId, ProjectId, Cid);

    public static GoldenSnapshot Read(JsonObject line) =>
        new((long)line["epochId"]!, (string)line["projectId"]!, Cid.Parse((string)line["cid"]!), (string)line["text"]!);

    public static GoldenSnapshot HeldOut(long epoch, string project) =>
        new(epoch, project, CidOf.Content(Encoding.UTF8.GetBytes($"held out {epoch} {project}")), null);
}
