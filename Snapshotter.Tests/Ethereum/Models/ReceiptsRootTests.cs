using Snapshotter.Ethereum.Models;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Ethereum.Models;

public sealed class ReceiptsRootTests
{
    [Fact]
    public void The_receipts_of_every_recorded_block_give_the_root_of_its_header()
    {
        var met = 0;
        foreach (var world in new[] { RecordedWorld.Golden, RecordedWorld.Mainnet, RecordedWorld.Quests })
        {
            for (var block = world.Chain.First; block <= world.Chain.Last; block++)
            {
                ReceiptsRoot.Of(world.Receipts(block)).Should().Be(world.Header(block).ReceiptsRoot!.Value, $"block {block} of chain {world.Chain.ChainId}");
                met++;
            }
        }

        met.Should().Be(764 + 23 + 61);
    }

    [Fact]
    public void Whatever_is_changed_in_a_receipt_changes_the_root()
    {
        var receipts = RecordedWorld.Mainnet.Receipts(17686110).ToArray();
        var root = ReceiptsRoot.Of(receipts);
        var place = Array.FindIndex(receipts, static receipt => receipt.Logs.Length > 1);
        var receipt = receipts[place];
        var log = receipt.Logs[0];
        TransactionReceipt[] changed =
        [
            receipt with { Succeeded = !receipt.Succeeded },
            receipt with { CumulativeGasUsed = receipt.CumulativeGasUsed + 1 },
            receipt with { Type = receipt.Type == 2 ? 0 : 2 },
            receipt with { Logs = receipt.Logs[1..] },
            receipt with { Logs = [log with { Data = [.. log.Data, 0] }, .. receipt.Logs[1..]] },
            receipt with { Logs = [log with { Topics = [.. log.Topics[1..]] }, .. receipt.Logs[1..]] },
            receipt with { Logs = [.. receipt.Logs.Reverse()] },
        ];

        foreach (var other in changed)
        {
            receipts[place] = other;
            ReceiptsRoot.Of(receipts).Should().NotBe(root);
        }
    }
}
