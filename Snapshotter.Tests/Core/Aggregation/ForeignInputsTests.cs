using Snapshotter.Core.Aggregation;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Tests.Core.Aggregation;

public sealed class ForeignInputsTests
{
    private static readonly Cid First = Cid.Parse("bafkreihwyondy4kizuhvw2zzhzbueoeu725mxg57jsgwpaizummptvtjzy");
    private static readonly Cid Second = Cid.Parse("bafkreia2sr66wqz6shh7vnarzmzpsovrv2niglblzcxsvqsitbpm2q3h2e");

    [Fact]
    public void A_note_names_the_decided_snapshot_of_each_project()
    {
        var note = ForeignInputs.ToExtra([KeyValuePair.Create("b", Second), KeyValuePair.Create("a", First)], []);

        note.Should().Be($$$"""{"decided":{"a":"{{{First}}}","b":"{{{Second}}}"}}""");
        ForeignInputs.Has(note, "a", First).Should().BeTrue();
        ForeignInputs.Has(note, "a", Second).Should().BeFalse("it is another decision");
        ForeignInputs.Has(note, "c", First).Should().BeFalse();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{}")]
    [InlineData("{\"snapshot_cid\":\"x\"}")]
    public void Other_notes_name_nothing(string? note)
    {
        ForeignInputs.Has(note, "a", First).Should().BeFalse();
        ForeignInputs.AssumedIn(note).Should().BeEmpty();
    }

    [Fact]
    public void A_note_names_the_own_snapshots_of_earlier_epochs_that_counted_undecided()
    {
        var note = ForeignInputs.ToExtra([KeyValuePair.Create("a", First)], [new AssumedSnapshot(10, "b", Second), new AssumedSnapshot(9, "b", First)]);

        note.Should().Be($$$$"""{"decided":{"a":"{{{{First}}}}"},"assumed":{"9":{"b":"{{{{First}}}}"},"10":{"b":"{{{{Second}}}}"}}}""");
        ForeignInputs.AssumedIn(note).Should().Equal(new AssumedSnapshot(9, "b", First), new AssumedSnapshot(10, "b", Second));
        ForeignInputs.Has(note, "a", First).Should().BeTrue();
    }

    [Fact]
    public void Where_all_is_of_the_node_there_is_no_note() => ForeignInputs.ToExtra([], []).Should().BeNull();
}
