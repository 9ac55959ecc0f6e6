using Snapshotter.Api.Chaos.Node;
using Snapshotter.Core.Storage;

namespace Snapshotter.Tests.Api.Chaos.Node;

public sealed class FaultPointsTests
{
    private readonly List<string> _fired = [];
    private readonly FaultPoints _points;

    public FaultPointsTests() => _points = new FaultPoints(_fired.Add);

    [Fact]
    public void An_armed_point_fails_at_its_passes_until_it_is_disposed_of()
    {
        using (_points.Arm(StoreFaults.StateRead, static pass => pass == 1))
        {
            _points.Pass(StoreFaults.StateRead);
            _points.Invoking(static points => points.Pass(StoreFaults.StateRead)).Should().Throw<StorageException>().WithMessage("*state read*");
            _points.Pass(StoreFaults.StateRead);
        }

        using (_points.Arm(StoreFaults.StateRead, static _ => true)) _points.Pass(StoreFaults.StateWrite);
        _points.Pass(StoreFaults.StateRead);
        _fired.Should().Equal(StoreFaults.StateRead);
    }

    [Fact]
    public void A_point_is_armed_once_at_a_time()
    {
        using var armed = _points.Arm(StoreFaults.QueueRead, static _ => false);
        _points.Invoking(static points => points.Arm(StoreFaults.QueueRead, static _ => false)).Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void A_plan_of_a_point_depends_on_the_seed_and_the_pass_alone()
    {
        var plan = new PointPlan(StoreFaults.StateWrite, 500, 5, 54);
        var fires = Enumerable.Range(0, 80).Select(pass => plan.Fires(3, pass)).ToArray();

        fires.Should().Equal(Enumerable.Range(0, 80).Select(pass => (plan with { }).Fires(3, pass)));
        fires.Should().NotEqual(Enumerable.Range(0, 80).Select(pass => plan.Fires(4, pass)));
        fires.Take(5).Concat(fires.Skip(55)).Should().NotContain(true);
        fires.Count(static fired => fired).Should().BeInRange(10, 40);
    }
}
