using Snapshotter.Api.Chaos.Rpc;

namespace Snapshotter.Tests.Api.Chaos.Rpc;

public sealed class FaultScheduleTests
{
    private static readonly FaultSchedule Schedule = new(7, "first", 300, 10, 109, FaultMenu.Common);

    [Fact]
    public void The_same_seed_gives_the_same_faults_whenever_a_request_is_looked_at()
    {
        var forwards = Enumerable.Range(0, 200).Select(static request => Schedule.At(request)?.Fault.Name).ToArray();
        var backwards = Enumerable.Range(0, 200).Reverse().Select(static request => (Schedule with { }).At(request)?.Fault.Name).Reverse();
        forwards.Should().Equal(backwards);
    }

    [Fact]
    public void Another_seed_or_endpoint_gives_other_faults()
    {
        NamesOf(Schedule).Should().NotEqual(NamesOf(Schedule with { Seed = 8 }));
        NamesOf(Schedule).Should().NotEqual(NamesOf(Schedule with { Endpoint = "second" }));
    }

    [Fact]
    public void Faults_stay_within_their_requests_and_come_about_as_often_as_asked()
    {
        Enumerable.Range(0, 10).Concat(Enumerable.Range(110, 100)).Should().OnlyContain(static request => Schedule.At(request) == null);
        Enumerable.Range(10, 100).Count(static request => Schedule.At(request) is not null).Should().BeInRange(15, 45);
    }

    private static string?[] NamesOf(FaultSchedule schedule) => [.. Enumerable.Range(10, 100).Select(request => schedule.At(request)?.Fault.Name)];
}
