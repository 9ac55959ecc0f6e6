using Snapshotter.Core.Snapshots;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Core.Snapshots;

public sealed class SliceTests
{
    [Theory]
    [InlineData(1, 256, 1)]
    [InlineData(7, 3, 3)]
    [InlineData(6, 3, 2)]
    [InlineData(256, 256, 1)]
    [InlineData(257, 256, 2)]
    public void Slices_hold_every_project_once_in_order(int projects, int size, int expected)
    {
        var plan = ScriptedProcessor.Plan(projects);
        var slices = Slice.Of(plan.Types[0], size).ToList();
        slices.Should().HaveCount(expected).And.OnlyContain(slice => slice.Count >= 1 && slice.Count <= size);
        slices.Select(static slice => slice.Key).Should().OnlyHaveUniqueItems();
        slices.SelectMany(slice => slice.Projects(plan)).Should().Equal(plan.Types[0].Projects);
    }

    [Fact]
    public void A_type_without_projects_has_no_slice() => Slice.Of(ScriptedProcessor.Plan(0).Types[0], 10).Should().BeEmpty();

    [Fact]
    public void A_slice_survives_its_payload()
    {
        var slice = new Slice("pairContract_trade_volume", 256, 44);
        Slice.Parse(slice.ToPayload()).Should().Be(slice);
    }

    [Fact]
    public void Of_a_configuration_that_shrank_only_what_is_left_is_taken()
    {
        new Slice("type", 2, 5).Projects(ScriptedProcessor.Plan(4)).Select(static project => project.Id).Should().Equal("type:s2:NS", "type:s3:NS");
        new Slice("type", 5, 5).Projects(ScriptedProcessor.Plan(4)).Should().BeEmpty();
        new Slice("gone", 0, 5).Projects(ScriptedProcessor.Plan(4)).Should().BeEmpty();
    }
}
