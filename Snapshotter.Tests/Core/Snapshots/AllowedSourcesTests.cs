using Snapshotter.Core.Protocol;
using Snapshotter.Core.Snapshots;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Core.Snapshots;

public sealed class AllowedSourcesTests
{
    [Theory]
    [InlineData("type:0xAb:NS", "0xAb")]
    [InlineData("TYPE:0xAb:ns", "0xAb")]
    [InlineData("type:0xA_0xB:NS", "0xA_0xB")]
    [InlineData("type:0xAb:OTHER", null)]
    [InlineData("type_of_another:0xAb:NS", null)]
    [InlineData("my_type:0xAb:NS", null)]
    [InlineData("type:more:0xAb:NS", null)]
    [InlineData("type::NS", null)]
    [InlineData("type:NS", null)]
    [InlineData("", null)]
    public void A_source_is_read_off_an_id_of_exactly_its_type_and_namespace(string projectId, string? source) =>
        AllowedSources.SourceOf(projectId, "type", "NS")?.ToString().Should().Be(source);

    [Fact]
    public void A_type_may_itself_hold_colons() =>
        AllowedSources.SourceOf("zkevm:swap:0x1:1101", "zkevm:swap", "1101").Should().Be(new DataSource("0x1"));

    [Fact]
    public void Only_dynamic_types_take_what_is_allowed_and_aggregates_follow()
    {
        var still = ScriptedProcessor.Plan(1);
        var plan = ScriptedAggregate.Onto(
            still with { Types = [still.Types[0], new ProjectType("moving", new ScriptedProcessor(), [], []) { IsDynamic = true }] },
            ScriptedAggregate.Over("daily", "moving:"));
        var filled = AllowedSources.Into(plan, [new AllowedProject("moving:A:NS", IsGenesis: true), new AllowedProject("type:B:NS", IsGenesis: true)]);
        filled.BaseProjectIds.Should().Equal("type:s0:NS", "moving:a:NS");
        filled.Types[1].Projects.Single().Source.Should().Be(new DataSource("A") { IsGenesis = true });
        filled.Aggregates[0].Projects.Select(static project => project.Id).Should().Equal("daily:a:NS");
        AllowedSources.Into(plan, []).Aggregates[0].Projects.Should().BeEmpty();
    }
}
