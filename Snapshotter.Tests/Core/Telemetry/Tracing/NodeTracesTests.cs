using System.Diagnostics;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Telemetry.Tracing;
using Snapshotter.Ethereum.JsonRpc;

namespace Snapshotter.Tests.Core.Telemetry.Tracing;

public sealed class NodeTracesTests : IDisposable
{
    private readonly NodeTraces _traces = new(TimeProvider.System);
    private readonly List<Activity> _ended = [];
    private readonly ActivityListener _listener;

    public NodeTracesTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = _traces.Owns,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _ended.Add,
        };
    }

    [Fact]
    public void An_epochs_jobs_and_its_requests_make_one_trace()
    {
        ActivitySource.AddActivityListener(_listener);
        _traces.Request("source", Request(7));
        _traces.Released(7);
        var job = _traces.Job(Job(7, "build"));
        _traces.Request("source", Request(7));
        job!.Stop();
        _traces.Ended(7);

        _ended.Select(static span => span.OperationName).Should().Equal("rpc", "rpc", "build", "epoch");
        var root = _ended[^1];
        _ended.Should().OnlyContain(span => span.TraceId == root.TraceId);
        root.ParentSpanId.Should().Be(default(ActivitySpanId));
        root.Events.Should().ContainSingle(static happened => happened.Name == "released");
        _ended[0].ParentSpanId.Should().Be(root.SpanId, "the epoch is read before it has jobs");
        _ended[1].ParentSpanId.Should().Be(_ended[2].SpanId, "the request was made within the job");
        _ended[2].ParentSpanId.Should().Be(root.SpanId);
    }

    [Fact]
    public void Each_epoch_has_a_trace_of_its_own_also_when_one_is_read_within_anothers_job()
    {
        ActivitySource.AddActivityListener(_listener);
        var job = _traces.Job(Job(1, "build"));
        _traces.Request("source", Request(2));
        job!.Stop();
        _traces.Ended(1);
        _traces.Ended(2);

        _ended.Where(static span => span.OperationName == "epoch").Select(static span => span.TraceId).Should().OnlyHaveUniqueItems().And.HaveCount(2);
        _ended[0].TraceId.Should().NotBe(job.TraceId);
    }

    [Fact]
    public void What_comes_after_an_epochs_end_still_joins_its_trace()
    {
        ActivitySource.AddActivityListener(_listener);
        _traces.Released(3);
        _traces.Ended(3);
        _traces.Outside("ipfs", "pin", 3).End("It is away.");

        _ended.Select(static span => span.OperationName).Should().Equal("epoch", "ipfs pin");
        _ended[1].ParentSpanId.Should().Be(_ended[0].SpanId);
        (_ended[1].Status, _ended[1].StatusDescription).Should().Be((ActivityStatusCode.Error, "It is away."));
    }

    [Fact]
    public void A_span_does_not_stay_behind_as_the_callers()
    {
        ActivitySource.AddActivityListener(_listener);
        _traces.Released(4);
        Activity.Current.Should().BeNull();
        _traces.Request("source", Request(4));
        Activity.Current.Should().BeNull();
        _traces.Ended(4);
        Activity.Current.Should().BeNull();
    }

    [Fact]
    public void Nothing_is_made_while_nobody_listens()
    {
        _traces.Released(5);
        _traces.Job(Job(5, "build")).Should().BeNull();
        _traces.Outside("ipfs", "add").End();
        ActivitySource.AddActivityListener(_listener);
        _traces.Ended(5);
        _ended.Should().BeEmpty();
    }

    public void Dispose()
    {
        _listener.Dispose();
        _traces.Dispose();
    }

    private static Job Job(long epochId, string kind) => new(1, kind, epochId, "", [], 1, 1);

    private static RpcRequestInfo Request(long epochId) =>
        new("endpoint-1", "epoch", epochId, new Dictionary<string, int> { ["eth_getLogs"] = 1 }, TimeSpan.FromMilliseconds(3), 10, 20, RpcOutcome.Answered);
}
