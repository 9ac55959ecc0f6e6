namespace Snapshotter.Ethereum.JsonRpc;

/// <summary>One JSON-RPC endpoint.</summary>
public sealed class RpcEndpointOptions
{
    /// <summary>The http or https address. It may hold a key, so it is never logged or reported.</summary>
    /// <value>Required.</value>
    public string Url { get; set; } = "";

    /// <summary>The name by which logs, errors and metrics speak of the endpoint.</summary>
    /// <value>The default is empty, which means <c>endpoint-1</c>, <c>endpoint-2</c> and so on.</value>
    public string Alias { get; set; } = "";

    /// <summary>What the endpoint's plan allows, such as <c>100000000/day;20000/minute;2500/second</c>.</summary>
    /// <value>The default is empty, which means no limit.</value>
    public string RateLimit { get; set; } = "";

    // A record would print the URL; so would the default of any type that gains a generated ToString.

    /// <summary>The alias alone.</summary>
    public override string ToString() => Alias;
}
