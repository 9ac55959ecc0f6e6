using System.Buffers;
using Snapshotter.Api.Hosting;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Snapshots;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Computes.UniswapV2;

/// <summary>What building costs in memory, which unlike time is the same on every machine. docs/performance.md says how the bound came about.</summary>
public class AllocationTests
{
    /// <summary>Measured: 118,080 bytes, of which a part is the list of logs that the recording makes anew for every read.</summary>
    private const long MaxBytesPerEpoch = 150_000;

    private static readonly Epoch Epoch = new(1, 501, 510);

    [Fact]
    public void The_14_snapshots_of_an_epoch_are_built_within_the_reviewed_memory()
    {
        var (_, plan, _) = NodeConfigurationLoader.Load(Repository.Golden("config", "default7"));
        var chain = new RecordedSourceChain(RecordedWorld.Golden, Epoch, derivesFromLogs: true);
        var buffer = new ArrayBufferWriter<byte>(1 << 20);
        for (var i = 0; i < 3; i++) BuildAll(plan, chain, buffer).Should().Be(14);

        var before = GC.GetAllocatedBytesForCurrentThread();
        BuildAll(plan, chain, buffer);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        allocated.Should().BeInRange(1, MaxBytesPerEpoch);
    }

    private static int BuildAll(ProjectPlan plan, RecordedSourceChain chain, ArrayBufferWriter<byte> buffer)
    {
        var built = 0;
        foreach (var type in plan.Types)
        {
            foreach (var project in type.Projects)
            {
                var building = type.Processor.BuildAsync(project.Source, chain, CancellationToken.None);
                if (!building.IsCompletedSuccessfully) throw new InvalidOperationException($"{project.Id} waited, so that not all allocations are on this thread.");
                buffer.ResetWrittenCount();
                var writer = new CanonicalJsonWriter(buffer);
                building.Result!.WriteTo(writer);
                writer.Complete();
                CidOf.Content(buffer.WrittenSpan);
                built++;
            }
        }

        return built;
    }
}
