using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Ethereum.RecordedChains;

public sealed class ChainIdTests
{
    [Fact]
    public void Without_a_meta_file_the_transactions_tell_the_chain() => RecordedWorld.Quests.Chain.ChainId.Should().Be(1101);
}
