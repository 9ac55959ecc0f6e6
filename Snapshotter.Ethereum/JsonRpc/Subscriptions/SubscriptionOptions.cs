using System.ComponentModel.DataAnnotations;

namespace Snapshotter.Ethereum.JsonRpc.Subscriptions;

/// <summary>Where news of a chain come from.</summary>
public sealed class SubscriptionOptions
{
    /// <summary>The ws or wss address; empty for none. It may hold a key, so it is never logged.</summary>
    /// <value>Default empty.</value>
    public string Url { get; set; } = "";

    /// <summary>How long the connection may be silent before it is taken for dead.</summary>
    /// <value>Default 1 minute.</value>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Silence { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The longest wait before it is connected again.</summary>
    /// <value>Default 30 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(30);
}
