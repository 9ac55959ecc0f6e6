using System.Globalization;
using System.Text;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Finalization;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Api.Replay.Timelines;

/// <summary>
/// Plays a timeline: releases its epochs one after another, each to its end, and lets consensus decide, be late or go untold in between.
/// How far it came is kept, so that a replay that was cut off goes on.
/// </summary>
internal sealed class TimelinePlayer(
    Timeline timeline, TimelineProtocolState protocol, AnnouncedRelease announced, EpochTracker tracker, IStateStore store, TimeProvider time) : IEpochSource
{
    private const string PositionKey = "timeline:position";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var position = await PositionAsync(cancellationToken);
        for (var i = 0; i < timeline.Events.Count; i++)
        {
            // What consensus decided before a restart is only in the timeline; what the node learnt of it is in its state.
            var happened = i < position;
            await PlayAsync(timeline.Events[i], happened, cancellationToken);
            if (!happened) await KeepPositionAsync(i + 1, cancellationToken);
        }
    }

    private async Task PlayAsync(TimelineEvent next, bool happened, CancellationToken cancellationToken)
    {
        switch (next)
        {
            case TimelineEvent.Release(var epoch) when !happened:
                await announced.ReleaseAsync(AnnouncedEpoch.Of(epoch), cancellationToken);
                await tracker.WaitForEndAsync(epoch.Id, cancellationToken);
                break;
            case TimelineEvent.Finalize finalize:
                await FinalizeAsync(finalize, happened, cancellationToken);
                break;
            case TimelineEvent.Projects(var update) when !happened:
                await store.CommitAsync(new StateChange { ProjectUpdates = [update] }, cancellationToken);
                break;
            case TimelineEvent.Delete(var pattern) when !happened:
                await DeletedState.ForgetAsync(store, pattern, cancellationToken);
                break;
        }
    }

    private async Task FinalizeAsync(TimelineEvent.Finalize finalize, bool happened, CancellationToken cancellationToken)
    {
        string[] ids = [.. finalize.Decisions.Keys];
        var own = await store.BuiltCidsAsync(finalize.EpochId, ids, cancellationToken);
        var decided = new Cid?[ids.Length];
        for (var i = 0; i < ids.Length; i++)
        {
            if ((finalize.Decisions[ids[i]] ?? own[i]) is not { } cid) continue;
            protocol.Decide(finalize.EpochId, ids[i], cid);
            if (timeline.IsTold(finalize.EpochId, ids[i])) decided[i] = cid;
        }

        if (!happened) await store.CommitAsync(Decisions.ToChange(finalize.EpochId, ids, decided, own, time.GetUtcNow()), cancellationToken);
    }

    private async Task<int> PositionAsync(CancellationToken cancellationToken) =>
        await store.FactAsync(PositionKey, cancellationToken) is { } kept ? int.Parse(Encoding.ASCII.GetString(kept), CultureInfo.InvariantCulture) : 0;

    private async Task KeepPositionAsync(int position, CancellationToken cancellationToken)
    {
        var value = Encoding.ASCII.GetBytes(position.ToString(CultureInfo.InvariantCulture));
        await store.CommitAsync(new StateChange { Facts = [KeyValuePair.Create(PositionKey, value)] }, cancellationToken);
    }
}
