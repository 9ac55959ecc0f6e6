using Snapshotter.Api.Chaos.Source;

namespace Snapshotter.Tests.Api.Chaos.Source;

public sealed class SourceScriptTests
{
    [Fact]
    public void A_request_sees_what_was_shown_last_before_it()
    {
        var script = new SourceScript();
        script.Show(0, new ChainView(0, 10));
        script.Show(3, new ChainView(0, 12));
        script.Show(4, new ChainView(1, 11));

        Enumerable.Range(0, 7).Select(request => script.At(request).Head).Should().Equal(10, 10, 10, 12, 11, 11, 11);
        script.At(1_000).Should().Be(script.Final).And.Be(new ChainView(1, 11));
        script.LastRequest.Should().Be(4);
        script.Forks.Should().BeEquivalentTo([0, 1]);
    }

    [Fact]
    public void A_turn_shows_another_fork_with_the_heads_that_were_planned()
    {
        var script = new SourceScript();
        script.Show(0, new ChainView(0, 10));
        script.Show(4, new ChainView(0, 12));
        script.Turn(2, 1, "fork");
        script.Turn(5, 0, "back");

        Enumerable.Range(0, 7).Select(request => script.At(request)).Should().Equal(
            new ChainView(0, 10), new ChainView(0, 10), new ChainView(1, 10), new ChainView(1, 10), new ChainView(1, 12), new ChainView(0, 12), new ChainView(0, 12));
        script.Turns.Should().Equal("fork", "back");
    }

    [Fact]
    public void The_script_does_not_go_back()
    {
        var script = new SourceScript();
        script.Show(5, new ChainView(0, 10));
        script.Invoking(static script => script.Show(5, new ChainView(0, 11))).Should().Throw<ArgumentOutOfRangeException>();
    }
}
