using Snapshotter.Core.Snapshots;

namespace Snapshotter.Tests.Core.Snapshots;

public sealed class SliceTests
{
    [Theory]
    [InlineData(1, 256, 1)]
    [InlineData(7, 3, 3)]
    [InlineData(6, 3, 2)]
    [InlineData(256, 256, 1)]
    [InlineData(257, 256, 2)]
    public void Slices_hold_every_item_once_in_order(int count, int size, int expected)
    {
        string[] items = [.. Enumerable.Range(0, count).Select(static i => $"s{i}")];
        var slices = Slice.Of("type", items, size).ToList();
        slices.Should().HaveCount(expected).And.OnlyContain(slice => slice.Items.Count >= 1 && slice.Items.Count <= size);
        slices.Select(static slice => slice.Key).Should().OnlyHaveUniqueItems();
        slices.SelectMany(static slice => slice.Items).Should().Equal(items);
    }

    [Fact]
    public void Without_items_there_is_no_slice() => Slice.Of("type", [], 10).Should().BeEmpty();

    [Fact]
    public void A_slice_survives_its_payload()
    {
        var slice = new Slice("pairContract_trade_volume", 256, ["", "0xB4e16d", "a_\"b\"", "ß🜁"]);
        var read = Slice.Parse(slice.ToPayload());
        (read.ProjectType, read.From, read.Key).Should().Be((slice.ProjectType, slice.From, slice.Key));
        read.Items.Should().Equal(slice.Items);
    }

    [Fact]
    public void Long_items_fill_a_slice_before_its_payload_grows_beyond_its_bound()
    {
        string[] items = [.. Enumerable.Range(0, 300).Select(static i => $"{i}-{new string('ü', 500)}")];
        var slices = Slice.Of("type", items, 256).ToList();
        slices.SelectMany(static slice => slice.Items).Should().Equal(items);
        slices.Should().OnlyContain(static slice => slice.ToPayload().Length <= 64 * 1024);
        Slice.Of("type", [new string('x', 40_000), "next"], 256).Should().HaveCount(2);
    }
}
