using Snapshotter.Core.Epochs;
using Snapshotter.Core.Epochs.Catalogue;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Telemetry;
using StackExchange.Redis;

namespace Snapshotter.Core.Storage.Redis;

/// <summary>Lists the epochs of the shared store. A page is one script, which reads what is kept of the outcomes for it and not the outcomes.</summary>
public sealed class RedisEpochCatalogue(RedisStateStore store) : IEpochCatalogue
{
    private static readonly Stage[] Stages = Enum.GetValues<Stage>();

    /// <summary>The stages that end for projects.</summary>
    private static readonly Stage[] OfProjects = [Stage.SnapshotBuild, Stage.SnapshotSubmitPayloadCommit, Stage.RelayerSend, Stage.SnapshotFinalize];

    private readonly RedisLink _link = store.Link;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<EpochLine>> PageAsync(EpochFilter filter, long? before, int limit, CancellationToken cancellationToken)
    {
        var answer = await _link.RunAsync(RedisScripts.EpochsPage, RedisArguments.Of(SetOf(filter), before is { } id ? $"{id}" : "", limit), cancellationToken);
        return Array.ConvertAll(answer.Items(), ReadLine);
    }

    /// <inheritdoc/>
    public async ValueTask<EpochLine?> EpochAsync(long epochId, CancellationToken cancellationToken) =>
        await PageAsync(EpochFilter.All, epochId + 1, 1, cancellationToken) is [var line] && line.Epoch.Epoch.Id == epochId ? line : null;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ProjectEpoch>> OfProjectAsync(string projectId, int epochs, CancellationToken cancellationToken)
    {
        var latest = (await _link.RunAsync("ZREVRANGE", cancellationToken, RedisKeys.Epochs, 0, epochs - 1)).Texts().Select(RedisRecords.ReadEpoch);
        var found = await Task.WhenAll(latest.Select(epoch => OfProjectAsync(projectId, epoch, cancellationToken)));
        return [.. found.Where(static epoch => epoch.Stages.Count > 0)];
    }

    private async Task<ProjectEpoch> OfProjectAsync(string projectId, ReleasedEpoch epoch, CancellationToken cancellationToken)
    {
        var id = epoch.Epoch.Id;
        var built = _link.RunAsync("HGET", cancellationToken, RedisKeys.Built(id), projectId).AsTask();
        var outcomes = await Task.WhenAll(OfProjects.Select(async stage =>
            await _link.RunAsync("HGET", cancellationToken, RedisKeys.Stage(id, stage), projectId) is { IsNull: false } record ? RedisRecords.ReadTransition(id, stage, projectId, (byte[])record) : null));
        var cid = await built is { IsNull: false } one ? RedisRecords.ReadBuilt(id, projectId, (byte[])one).Cid : (Cid?)null;
        return new ProjectEpoch(id, epoch.ReleasedAt, cid, [.. outcomes.OfType<Transition>()]);
    }

    private static string SetOf(EpochFilter filter) => filter switch
    {
        EpochFilter.InWork => RedisKeys.OpenJobs,
        EpochFilter.Failing => RedisKeys.FailingEpochs,
        _ => RedisKeys.Epochs,
    };

    private static EpochLine ReadLine(RedisResult row)
    {
        var parts = row.Items();
        var epoch = RedisRecords.ReadEpoch((string)parts[0]);
        var stages = Stages.Zip(parts.Skip(2), (stage, part) => ReadStage(stage, part.Items(), epoch)).Where(static stage => stage.Subjects > 0);
        return new EpochLine(epoch, (int)Math.Min((long)parts[1], EpochLine.MaxJobs), [.. stages]);
    }

    // Of outcomes that an earlier release wrote the times are not kept.
    private static StageLine ReadStage(Stage stage, RedisResult[] parts, ReleasedEpoch epoch) =>
        new(stage, (long)parts[0], (long)parts[1], parts[2].NumberOrNull() ?? epoch.ReleasedAt, parts[3].NumberOrNull() ?? epoch.ReleasedAt);
}
