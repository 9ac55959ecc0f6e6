using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Snapshotter.Api.Rest.Answers;
using Snapshotter.Core.Callers;

namespace Snapshotter.Api.Rest.Access;

/// <summary>
/// The framework's rate limiter before everything else: in memory, by address, with a fixed number of partitions, so that a flood costs
/// neither a look into a store nor memory. The limits of users and the public come after it.
/// </summary>
internal sealed class BurstLimit(AccessOptions options, CallerAddress addresses, CallerMetrics metrics)
{
    /// <summary>Addresses that share a partition share its requests; with so many that is rare.</summary>
    private const int Partitions = 4_096;

    private static readonly HeadedAnswer Rejected = new("Retry-After", "1", BodyAnswer.Text(
        StatusCodes.Status429TooManyRequests, """{"error":{"details":"Too many requests from this address within a second."}}"""));

    /// <summary>Puts the limit before what follows.</summary>
    public void Use(IApplicationBuilder builder)
    {
        if (options.BurstPerSecond == 0) return;
        builder.UseRateLimiter(new RateLimiterOptions
        {
            GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, int>(context => RateLimitPartition.GetTokenBucketLimiter(PartitionOf(addresses.Of(context)), BucketOf)),
            OnRejected = (rejected, _) =>
            {
                metrics.Decided(CallerDecision.Burst);
                Cors.Apply(rejected.HttpContext);
                return Rejected.WriteAsync(rejected.HttpContext);
            },
        });
    }

    private static int PartitionOf(IPAddress address) => address.GetHashCode() & (Partitions - 1);

    private TokenBucketRateLimiterOptions BucketOf(int partition) => new()
    {
        TokenLimit = options.BurstPerSecond,
        TokensPerPeriod = options.BurstPerSecond,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        QueueLimit = 0,
    };
}
