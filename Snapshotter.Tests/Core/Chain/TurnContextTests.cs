using Snapshotter.Core.Chain;

namespace Snapshotter.Tests.Core.Chain;

public sealed class TurnContextTests
{
    [Fact]
    public async Task Idleness_is_told_when_nobody_can_go_on_and_not_before()
    {
        var asked = 0;
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var seen = new List<int>();
        var context = new TurnContext(() =>
        {
            if (asked > 0) seen.Add(asked);
            asked = 0;
            if (seen.Count == 1) answer.TrySetResult();
        });

        await context.RunAsync(async () =>
        {
            await Task.WhenAll(Enumerable.Range(0, 50).Select(async i =>
            {
                for (var hop = 0; hop < i; hop++) await Task.Yield();
                asked++;
                await answer.Task;
            }));
        });

        seen.Should().Equal(50);
    }

    [Fact]
    public async Task The_failure_of_work_is_the_callers_and_the_context_goes_on()
    {
        var context = new TurnContext(static () => { });
        var failing = () => context.RunAsync(static async () =>
        {
            await Task.Yield();
            throw new InvalidOperationException("mine");
        });
        await failing.Should().ThrowAsync<InvalidOperationException>().WithMessage("mine");

        var ended = false;
        await context.RunAsync(() =>
        {
            ended = SynchronizationContext.Current == context;
            return Task.CompletedTask;
        });
        ended.Should().BeTrue();
    }

    [Fact]
    public void Blocking_on_a_turn_is_refused() =>
        new TurnContext(static () => { }).Invoking(static context => context.Send(static _ => { }, null)).Should().Throw<NotSupportedException>();
}
