namespace Snapshotter.Ethereum.JsonRpc.Endpoints;

/// <summary>When an endpoint loses trust and when it is tried again.</summary>
/// <param name="DownAfter">How many failures of one method in a row make the endpoint down.</param>
/// <param name="Cooldown">How long after a failure until a trial; doubled each time the endpoint goes down again.</param>
/// <param name="MaxCooldown">The longest time until a trial.</param>
internal sealed record HealthPolicy(int DownAfter, TimeSpan Cooldown, TimeSpan MaxCooldown)
{
    public static HealthPolicy Default { get; } = new(3, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5));

    /// <summary>The time until a trial after the endpoint went down this many times without recovering.</summary>
    public TimeSpan CooldownAfter(int trips)
    {
        var cooldown = Cooldown * Math.Pow(2, Math.Clamp(trips - 1, 0, 20));
        return cooldown < MaxCooldown ? cooldown : MaxCooldown;
    }
}
