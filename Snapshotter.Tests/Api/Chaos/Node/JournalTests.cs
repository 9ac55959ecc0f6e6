using Snapshotter.Api.Chaos.Node;
using Snapshotter.Api.Chaos.Worlds;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Api.Chaos.Node;

public sealed class JournalTests
{
    [Fact]
    public void What_was_noted_is_read_back_and_the_next_start_goes_on()
    {
        using var folder = new TemporaryFolder();
        var path = folder.PathOf("journal.txt");
        Journal.Read(path).Should().BeEquivalentTo(new JournalEntries([], []));
        using (var journal = new Journal(path)) journal.Fault("state read");
        using (var journal = new Journal(path)) journal.Submitted(3, "type:0xa:NS", "bafkrei");

        var entries = Journal.Read(path);
        entries.Faults.Should().Equal("state read");
        entries.Submissions.Should().Equal(new Submission(new SnapshotKey(3, "type:0xa:NS"), "bafkrei"));
    }
}
