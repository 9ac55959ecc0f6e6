using Snapshotter.Core.Jobs;

namespace Snapshotter.Tests.Core.Jobs;

public sealed class RetryPolicyTests
{
    private static readonly JobOptions Options = new() { RetryDelay = TimeSpan.FromSeconds(1), MaxRetryDelay = TimeSpan.FromSeconds(30) };

    [Theory]
    [InlineData(1, 0.0, 0.5)]
    [InlineData(1, 0.5, 0.75)]
    [InlineData(2, 0.0, 1)]
    [InlineData(3, 0.0, 2)]
    [InlineData(5, 0.5, 12)]
    [InlineData(6, 0.0, 15)]
    [InlineData(100, 0.0, 15)]
    public void The_delay_doubles_up_to_the_longest_and_at_least_half_of_it_is_waited(int attempt, double random, double seconds) =>
        RetryPolicy.DelayAfter(Options.RetryDelay, Options.MaxRetryDelay, attempt, random).TotalSeconds.Should().BeApproximately(seconds, 1e-6);

    [Fact]
    public void No_delay_is_longer_than_the_longest()
    {
        for (var attempt = 1; attempt < 200; attempt++)
        {
            RetryPolicy.DelayAfter(Options.RetryDelay, Options.MaxRetryDelay, attempt, 0.999999).Should().BeLessThanOrEqualTo(Options.MaxRetryDelay).And.BePositive();
        }
    }
}
