using System.Text.Json;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Models.Json;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Ethereum.Models;

public class LogsBloomTests
{
    [Fact]
    public void The_blooms_of_mainnet_blocks_follow_from_their_logs()
    {
        var chain = RecordedWorld.Mainnet.Chain;
        for (var number = chain.First; number <= chain.Last; number++)
        {
            var block = chain.FindBlock(number)!;
            var bloom = new byte[LogsBloom.Size];
            foreach (ref readonly var log in chain.LogsOf(block, block))
            {
                var reader = new Utf8JsonReader(log.Json.Of(chain.ReceiptsJson));
                reader.Read();
                var entry = LogEntryJson.Read(ref reader);
                LogsBloom.Add(bloom, entry.Address.Bytes);
                foreach (var topic in entry.Topics) LogsBloom.Add(bloom, topic.Bytes);
            }

            bloom.Should().Equal(RecordedWorld.Mainnet.Header(number).LogsBloom, $"it is the bloom of block {number}");
        }
    }

    [Fact]
    public void What_was_added_is_in_and_an_empty_bloom_holds_nothing()
    {
        byte[] value = [1, 2, 3];
        var bloom = new byte[LogsBloom.Size];
        LogsBloom.BitsOf(value).AreIn(bloom).Should().BeFalse();
        LogsBloom.Add(bloom, value);
        LogsBloom.BitsOf(value).AreIn(bloom).Should().BeTrue();
        LogsBloom.BitsOf([1, 2, 4]).AreIn(bloom).Should().BeFalse();
    }
}
