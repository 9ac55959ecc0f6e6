using Microsoft.Extensions.DependencyInjection;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Epochs.Forks;
using Snapshotter.Core.Storage;
using Snapshotter.Tests.Support;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Epochs.Forks;

/// <summary>What is known of the source chain, where several hosts may detect.</summary>
public sealed class SourceHistoryStoreTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_host_that_gets_its_turn_again_knows_what_another_wrote_meanwhile(bool isAnnounced)
    {
        using var folder = new TemporaryFolder();
        await using var rig = new PipelineRig(folder, HashingComputes.Plan(withAggregates: false));
        var histories = rig.Services.GetRequiredService<SourceHistoryStore>();
        (await histories.LoadAsync(default)).Headers.Hashes.Should().BeEmpty();
        var hash = Make.Released(1).EndHash;
        await new SourceHistoryStore(rig.State, new SourceChainOptions(), new EpochOptions()).CommitAsync(new StateChange(), new SourceHistory(new KeptHeaders(7, [hash]), []), default);

        if (isAnnounced) rig.Services.GetRequiredService<AnnouncedRelease>().Restart();
        else rig.Services.GetRequiredService<EpochCutter>().Restart();

        (await histories.LoadAsync(default)).Headers.At(7).Should().Be(hash);
    }
}
