using Snapshotter.Ethereum.Rlp;

namespace Snapshotter.Tests.Ethereum.Rlp;

public class RlpWriterTests
{
    [Fact]
    public void An_open_list_cannot_be_taken()
    {
        var writer = new RlpWriter();
        writer.BeginList();
        var take = () => writer.ToArray();
        take.Should().Throw<InvalidOperationException>().WithMessage("*1 RLP lists are still open*");
    }

    [Fact]
    public void A_list_that_was_not_opened_cannot_be_closed()
    {
        var close = () => new RlpWriter().EndList();
        close.Should().Throw<InvalidOperationException>().WithMessage("No RLP list is open.");
    }

    [Fact]
    public void A_negative_number_is_refused()
    {
        var write = () => new RlpWriter().WriteBigInteger(-1);
        write.Should().Throw<ArgumentOutOfRangeException>();
    }

    [Theory]
    [InlineData(55, 1)]
    [InlineData(56, 2)]
    [InlineData(255, 2)]
    [InlineData(256, 3)]
    [InlineData(65535, 3)]
    [InlineData(65536, 4)]
    public void The_prefix_grows_with_the_payload_alike_for_strings_and_lists(int payload, int prefix)
    {
        var text = new RlpWriter();
        text.WriteBytes(new byte[payload]);
        text.WrittenSpan.Length.Should().Be(payload + prefix);

        var list = new RlpWriter();
        list.BeginList();
        for (var i = 0; i < payload; i++) list.WriteUInt64(1);
        list.EndList();
        list.WrittenSpan.Length.Should().Be(payload + prefix);
        new RlpReader(list.WrittenSpan).ReadList().Offset.Should().Be(prefix);
    }
}
