using System.Text;
using System.Text.Json.Nodes;
using Snapshotter.Core.Snapshots;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Core.Snapshots;

public class ProjectIdTests
{
    private static readonly JsonNode Golden = Repository.ReadJson(Repository.Golden("project_ids.json"));

    [Fact]
    public void Base_projects_are_named_as_the_original_node_names_them()
    {
        var cases = Golden["base"]!.AsArray();
        cases.Should().HaveCount(160);
        foreach (var item in cases)
        {
            ProjectId.Base((string)item!["task_type"]!, (string?)item["data_source"], (string)item["namespace"]!, (string?)item["primary_data_source"])
                .Should().Be((string)item["project_id"]!);
        }
    }

    [Fact]
    public void Single_aggregates_are_named_as_the_original_node_names_them()
    {
        var cases = Golden["single"]!.AsArray();
        cases.Should().HaveCount(100);
        foreach (var item in cases)
        {
            ProjectId.SingleAggregate((string)item!["task_type"]!, (string)item["underlying_project_id"]!, (string)item["namespace"]!)
                .Should().Be((string)item["project_id"]!);
        }
    }

    [Fact]
    public void Multi_aggregates_are_named_as_the_original_node_names_them()
    {
        var cases = Golden["multi"]!.AsArray();
        cases.Should().HaveCount(81);
        foreach (var item in cases)
        {
            var ids = item!["underlying_project_ids"]!.AsArray().Select(id => (string)id!);
            ProjectId.MultiAggregate((string)item["task_type"]!, ids, (string)item["namespace"]!).Should().Be((string)item["project_id"]!);
        }
    }

    [Fact]
    public void An_id_given_twice_counts_twice() =>
        ProjectId.MultiAggregate("t", ["a", "b", "a"], "N").Should().NotBe(ProjectId.MultiAggregate("t", ["a", "b"], "N"));

    [Theory]
    [InlineData("ΟΔΟΣ", "οδος")]
    [InlineData("ΣΑΣ ΣΑ", "σας σα")]
    [InlineData("Σ", "σ")]
    [InlineData("1Σ", "1σ")]
    [InlineData("AΣ'", "aς'")]
    [InlineData("AΣ'B", "aσ'b")]
    [InlineData("A.Σ", "a.ς")]
    [InlineData("\u2160Σ", "\u2170ς")]
    [InlineData("İI", "i\u0307i")]
    [InlineData("\U00010400", "\U00010428")]
    public void Sources_are_lowered_as_Python_lowers_them(string source, string lower) =>
        ProjectId.Base("t", source, "N").Should().Be($"t:{lower}:N");

    [Fact]
    public void An_id_without_a_namespace_has_no_aggregate() =>
        FluentActions.Invoking(() => ProjectId.SingleAggregate("t", "pair", "N")).Should().Throw<FormatException>().WithMessage("*'pair'*");

    [Fact]
    public void Half_a_surrogate_pair_has_no_hash() =>
        FluentActions.Invoking(() => ProjectId.MultiAggregate("t", ["a\uD800"], "N")).Should().Throw<EncoderFallbackException>();
}
