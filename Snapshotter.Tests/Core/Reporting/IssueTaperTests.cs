using Snapshotter.Core.Reporting;

namespace Snapshotter.Tests.Core.Reporting;

public sealed class IssueTaperTests
{
    [Fact]
    public void The_1st_2nd_4th_and_8th_in_a_row_pass_with_their_number()
    {
        var taper = new IssueTaper();
        var passed = Enumerable.Range(1, 10).Select(epoch => taper.Count(IssueType.MissedSnapshot, "p", $"Epoch {epoch} failed."));
        passed.Should().Equal(1, 2, null, 4, null, null, null, 8, null, null);
    }

    [Fact]
    public void A_success_another_reason_another_type_and_another_project_begin_a_new_row()
    {
        var taper = new IssueTaper();
        for (var i = 0; i < 3; i++) taper.Count(IssueType.MissedSnapshot, "p", "a");
        taper.Count(IssueType.MissedSnapshot, "q", "a").Should().Be(1);
        taper.Count(IssueType.SubmittedIncorrectSnapshot, "p", "a").Should().Be(1);
        taper.Count(IssueType.MissedSnapshot, "p", "b").Should().Be(1);
        taper.Count(IssueType.MissedSnapshot, "p", "b").Should().Be(2);
        taper.Succeeded("p");
        taper.Count(IssueType.MissedSnapshot, "p", "b").Should().Be(1);
    }

    [Fact]
    public void It_stays_bounded_however_many_projects_fail()
    {
        var taper = new IssueTaper();
        for (var i = 0; i < 100_000; i++) taper.Count(IssueType.MissedSnapshot, $"project {i}", "a").Should().Be(1);
        GC.GetTotalMemory(forceFullCollection: true).Should().BeLessThan(500_000_000);
    }
}
