using Snapshotter.Core.Finalization;
using Snapshotter.Core.Storage;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Storage;

/// <summary>How every state store gives out all that it holds.</summary>
public abstract class StatePortionsContract
{
    private protected abstract IStores Open();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1000)]
    public async Task The_portions_of_all_parts_make_a_copy_of_the_store(int limit)
    {
        await using var from = Open();
        await using var to = Open();
        await FilledState.FillAsync(from);

        await CopyAsync(from.State, to.State, limit);

        (await FilledState.DescribeAsync(to)).Should().Equal(await FilledState.DescribeAsync(from));
    }

    [Fact]
    public async Task A_portion_never_holds_more_than_was_asked_for_and_the_counts_agree()
    {
        await using var stores = Open();
        await FilledState.FillAsync(stores);
        foreach (var section in Enum.GetValues<StateSection>().Where(static section => section != StateSection.Projects))
        {
            var records = new List<int>();
            for (string? after = null; ;)
            {
                var portion = await stores.State.PortionAsync(section, after, 2, default);
                records.Add(portion.Records);
                if ((after = portion.Next) is null) break;
            }

            records.Should().OnlyContain(static count => count <= 2, $"{section} is read by twos");
            (await stores.State.CountAsync(section, default)).Should().Be(records.Sum()).And.BePositive($"the test fills {section}");
        }
    }

    [Fact]
    public async Task A_place_stays_good_when_the_store_is_opened_anew()
    {
        await using var stores = Open();
        await FilledState.FillAsync(stores);
        var first = await stores.State.PortionAsync(StateSection.Transitions, null, 2, default);
        var expected = await stores.State.PortionAsync(StateSection.Transitions, first.Next, 100, default);

        await stores.ReopenAsync();

        (await stores.State.PortionAsync(StateSection.Transitions, first.Next, 100, default)).Change.Transitions.Should().Equal(expected.Change.Transitions);
    }

    [Fact]
    public async Task A_place_that_is_none_is_refused()
    {
        await using var stores = Open();
        var read = async () => await stores.State.PortionAsync(StateSection.Epochs, "nowhere", 1, default);
        await read.Should().ThrowAsync<ArgumentException>();
    }

    [Fact]
    public async Task An_empty_store_has_empty_parts()
    {
        await using var stores = Open();
        foreach (var section in Enum.GetValues<StateSection>())
        {
            (await stores.State.CountAsync(section, default)).Should().Be(0);
            var portion = await stores.State.PortionAsync(section, null, 10, default);
            portion.Records.Should().Be(0);
            portion.Next.Should().BeNull();
        }
    }

    [Fact]
    public async Task Counters_of_another_store_replace_what_was_counted_and_are_counted_on()
    {
        await using var stores = Open();
        await stores.State.CommitAsync(new StateChange { Projects = [Make.Project], Reports = [Make.Report(1, SubmissionOutcome.Missed)] }, default);
        await stores.State.CommitAsync(new StateChange { Totals = [new SubmissionTotals(Make.Project, 100, 7, 3)] }, default);
        await stores.State.CommitAsync(new StateChange { Reports = [Make.Report(2, SubmissionOutcome.Successful)] }, default);
        (await stores.State.SubmissionTotalsAsync(default)).Should().Equal(new SubmissionTotals(Make.Project, 101, 7, 3));
    }

    private static async Task CopyAsync(IStateStore from, IStateStore to, int limit)
    {
        foreach (var section in Enum.GetValues<StateSection>())
        {
            for (string? after = null; ;)
            {
                var portion = await from.PortionAsync(section, after, limit, default);
                await to.CommitAsync(portion.Change, default);
                if ((after = portion.Next) is null) break;
            }
        }
    }
}
