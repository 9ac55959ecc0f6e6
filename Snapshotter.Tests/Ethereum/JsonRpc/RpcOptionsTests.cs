using Snapshotter.Ethereum.JsonRpc;

namespace Snapshotter.Tests.Ethereum.JsonRpc;

public class RpcOptionsTests
{
    [Fact]
    public void The_defaults_with_an_endpoint_are_valid() => Clients.Options("a", "b").Invoking(options => options.Validate()).Should().NotThrow();

    [Fact]
    public void All_faults_come_in_one_message_that_quotes_no_URL()
    {
        var options = new RpcOptions
        {
            Endpoints =
            [
                new RpcEndpointOptions { Url = $"ftp://host/{Clients.Secret}", Alias = "same" },
                new RpcEndpointOptions { Url = "http://host", Alias = "same", RateLimit = "many/second" },
            ],
            MaxBatchSize = 0,
            MaxResponseBytes = 10,
            MaxAttempts = 0,
            MaxConcurrentRequests = 0,
            Timeout = TimeSpan.Zero,
            BaseDelay = TimeSpan.Zero,
            MaxDelay = TimeSpan.FromHours(1),
            MaxThrottleWait = TimeSpan.FromSeconds(-1),
            RateLimitCost = (RateLimitCost)9,
        };
        var message = options.Invoking(settings => settings.Validate()).Should().Throw<ArgumentException>().Which.Message;
        foreach (var part in new[]
        {
            "Endpoints[0].Url is no http", "'many/second'", "alias 'same' is given twice", "MaxBatchSize is 0", "MaxResponseBytes is 10", "MaxAttempts is 0",
            "MaxConcurrentRequests is 0", "Timeout is 00:00:00", "BaseDelay is 00:00:00", "MaxDelay is 01:00:00", "MaxThrottleWait is -00:00:01", "RateLimitCost is 9",
        })
        {
            message.Should().Contain(part);
        }

        message.Should().NotContain(Clients.Secret);
    }

    [Fact]
    public void At_least_one_endpoint_is_needed() =>
        new RpcOptions().Invoking(options => options.Validate()).Should().Throw<ArgumentException>().WithMessage("*Endpoints is empty*");
}
