using Snapshotter.Core.Epochs;
using Snapshotter.Core.Protocol;

namespace Snapshotter.Api.Replay.Timelines;

/// <summary>Lets a timeline take the place of the source head and of the local protocol state.</summary>
internal static class TimelineServices
{
    /// <summary>Adds the timeline's adapters, when there is one; added before the node's own, they stand in their place.</summary>
    public static IServiceCollection AddTimeline(this IServiceCollection services, Timeline? timeline) => timeline is null
        ? services
        : services
            .AddSingleton(timeline)
            .AddSingleton<TimelineProtocolState>()
            .AddSingleton<IProtocolState>(static provider => provider.GetRequiredService<TimelineProtocolState>())
            .AddSingleton<IEpochSource, TimelinePlayer>();
}
