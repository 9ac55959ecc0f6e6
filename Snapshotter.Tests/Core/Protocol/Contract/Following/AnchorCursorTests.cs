using Snapshotter.Core.Epochs;
using Snapshotter.Core.Protocol.Contract.Events;
using Snapshotter.Core.Protocol.Contract.Following;
using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.Hashing;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Tests.Core.Protocol.Contract.Following;

public class AnchorCursorTests
{
    private static readonly ProtocolEvent Released = new ProtocolEvent.EpochReleased(new Epoch(7, 561, 570), 1_700_000_000, 12);
    private static readonly ProtocolEvent Finalized = new ProtocolEvent.SnapshotFinalized(6, "type:ä\"b:NS", Cid.Parse("bafkreia2sr66wqz6shh7vnarzmzpsovrv2niglblzcxsvqsitbpm2q3h2e"));

    [Fact]
    public void A_cursor_is_read_as_it_was_written()
    {
        var cursor = new AnchorCursor(13, HashOf("13"), [new AppliedBlock(12, HashOf("12"), [Released, Finalized])]).Told([Finalized]);

        var read = AnchorCursorJson.Read(AnchorCursorJson.Write(cursor));

        read.Should().BeEquivalentTo(cursor, static options => options.RespectingRuntimeTypes().ComparingByMembers<ProtocolEvent>());
        read.Recent[0].Events.Should().Equal(Released, Finalized);
        read.Recent.Select(static block => block.IsOfViews).Should().Equal(false, true);
    }

    [Fact]
    public void What_the_views_told_as_of_a_block_does_not_stand_for_its_logs()
    {
        var cursor = new AnchorCursor(12, HashOf("12"), []).Told([Finalized]);

        cursor.At(12).Should().BeNull();
        cursor.Back(11, HashOf("11")).Recent.Should().BeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"number":1,"hash":"0x12","recent":[]}""")]
    public void What_is_no_cursor_is_refused(string text) =>
        FluentActions.Invoking(() => AnchorCursorJson.Read(System.Text.Encoding.UTF8.GetBytes(text))).Should().Throw<InvalidDataException>().WithMessage("*data folder*");

    [Fact]
    public void Blocks_below_the_window_are_forgotten_and_going_back_drops_those_above()
    {
        var cursor = new AnchorCursor(10, HashOf("10"), [Block(5), Block(9)]);

        var on = cursor.Advance(14, HashOf("14"), [Block(12)], window: 8);
        on.Recent.Select(static block => block.Number).Should().Equal(9, 12);
        on.At(12).Should().NotBeNull();
        on.Back(10, HashOf("10")).Recent.Select(static block => block.Number).Should().Equal(9);
    }

    private static AppliedBlock Block(long number) => new(number, HashOf(number.ToString(System.Globalization.CultureInfo.InvariantCulture)), [Released]);

    private static Hash32 HashOf(string text) => Keccak256.Hash(text);
}
