using Snapshotter.Core.Jobs;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Tests.Api.Rest;

/// <summary>A node whose state the test sets.</summary>
internal sealed class FixedHealth : INodeHealth
{
    public static readonly DateTimeOffset Since = new(2024, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public IReadOnlyList<StageHealth> Stages { get; set; } =
        [new StageHealth("SNAPSHOT_BUILD", true, "ok", "Built epoch 64.", Since, TimeSpan.FromMinutes(5))];

    public ValueTask<NodeStatus> StatusAsync(CancellationToken cancellationToken) => ValueTask.FromResult(new NodeStatus(
        "following", "UNISWAPV2", 32, 64, 64, 1140, 0, 12, 300, Since, new QueueDepth(0, 0, 0), null, Stages));
}
