using Microsoft.Extensions.Logging.Abstractions;
using Snapshotter.Core.Reporting;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Core.Reporting;

public sealed class IssueOutboxTests
{
    private readonly FakeTime _time = new();

    [Fact]
    public void Too_many_are_dropped_and_counted_and_posting_never_waits()
    {
        var sink = new ScriptedSink(static (_, token) => new TaskCompletionSource().Task.WaitAsync(token));
        var outbox = OutboxFor(sink, new ReportingOptions { MaxWaiting = 10 });
        for (var i = 0; i < 25; i++) outbox.Post(Make(i));
        outbox.Counts.Should().Be(new OutboxCounts(0, 15, 0));
    }

    [Fact]
    public async Task They_go_out_in_order_and_no_faster_than_the_rate()
    {
        var at = new List<DateTimeOffset>();
        var all = new TaskCompletionSource();
        var sink = new ScriptedSink((_, _) =>
        {
            at.Add(_time.GetUtcNow());
            if (at.Count == 4) all.TrySetResult();
            return Task.CompletedTask;
        });
        var outbox = OutboxFor(sink, new ReportingOptions { PerMinute = 60 });
        for (var i = 0; i < 4; i++) outbox.Post(Make(i));
        using var stop = new CancellationTokenSource();
        var running = outbox.RunAsync(stop.Token);

        await _time.AdvanceUntilAsync(all.Task);

        sink.Sent.Should().Equal(0, 1, 2, 3);
        at.Zip(at.Skip(1)).Should().OnlyContain(static pair => pair.Second - pair.First >= TimeSpan.FromSeconds(1));
        await StopAsync(stop, running);
    }

    [Fact]
    public async Task A_sink_that_fails_is_tried_again_later_and_the_issue_then_given_up()
    {
        var attempts = 0;
        var given = new TaskCompletionSource();
        var sink = new ScriptedSink((issue, _) =>
        {
            if (issue.EpochId == 2) given.TrySetResult();
            else attempts++;
            return issue.EpochId == 2 ? Task.CompletedTask : throw new IssueNotSentException("it answered 500");
        });
        var outbox = OutboxFor(sink, new ReportingOptions { MaxAttempts = 3 });
        outbox.Post(Make(1));
        outbox.Post(Make(2));
        using var stop = new CancellationTokenSource();
        var running = outbox.RunAsync(stop.Token);

        await _time.AdvanceUntilAsync(given.Task);

        attempts.Should().Be(3);
        outbox.Counts.Failed.Should().Be(1);
        await StopAsync(stop, running);
    }

    [Fact]
    public async Task A_sink_that_hangs_or_breaks_is_left_after_the_timeout()
    {
        var hung = 0;
        var sink = new ScriptedSink((_, token) => ++hung == 1 ? new TaskCompletionSource().Task.WaitAsync(token) : throw new InvalidOperationException("http://secret/"));
        var outbox = OutboxFor(sink, new ReportingOptions());
        var ping = outbox.PingAsync(default);
        await _time.AdvanceUntilAsync(ping);
        (await ping).Should().BeFalse();
        (await outbox.PingAsync(default)).Should().BeFalse();
    }

    private static async Task StopAsync(CancellationTokenSource stop, Task running)
    {
        await stop.CancelAsync();
        await running.ContinueWith(static _ => { }, TaskScheduler.Default);
        running.IsCanceled.Should().BeTrue();
    }

    private static Issue Make(long epoch) => new(IssueType.MissedSnapshot, "p", epoch, default, "");

    private IssueOutbox OutboxFor(ScriptedSink sink, ReportingOptions options) => new(sink, options, _time, NullLogger<IssueOutbox>.Instance);

    private sealed class ScriptedSink(Func<Issue, CancellationToken, Task> script) : IIssueSink
    {
        public List<long> Sent { get; } = [];

        public string Name => "sink";

        public Task SendAsync(Issue issue, CancellationToken cancellationToken)
        {
            Sent.Add(issue.EpochId);
            return script(issue, cancellationToken);
        }

        public Task PingAsync(CancellationToken cancellationToken) => script(Make(0), cancellationToken);
    }
}
