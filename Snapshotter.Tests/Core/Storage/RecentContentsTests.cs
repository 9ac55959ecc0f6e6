using Snapshotter.Core.Storage;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Storage;

public sealed class RecentContentsTests
{
    [Fact]
    public void What_was_never_added_is_not_an_empty_content() => new RecentContents(100).Find(Make.Cid("a")).Should().BeNull();

    [Fact]
    public void The_oldest_make_room_and_what_is_too_large_is_left_out()
    {
        var recent = new RecentContents(100);
        foreach (var name in new[] { "a", "a", "b", "c" }) recent.Add(Make.Cid(name), new byte[40]);
        recent.Add(Make.Cid("large"), new byte[101]);

        recent.Find(Make.Cid("a")).Should().BeNull();
        recent.Find(Make.Cid("large")).Should().BeNull();
        recent.Find(Make.Cid("b")).Should().NotBeNull();
        recent.Find(Make.Cid("c"))!.Value.Length.Should().Be(40);
    }

    [Fact]
    public void After_clearing_there_is_room_for_all_again()
    {
        var recent = new RecentContents(100);
        recent.Add(Make.Cid("a"), new byte[100]);
        recent.Clear();
        recent.Find(Make.Cid("a")).Should().BeNull();
        recent.Add(Make.Cid("b"), new byte[60]);
        recent.Add(Make.Cid("c"), new byte[40]);
        recent.Find(Make.Cid("b")).Should().NotBeNull();
        recent.Find(Make.Cid("c")).Should().NotBeNull();
    }
}
