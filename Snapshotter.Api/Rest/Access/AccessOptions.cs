using System.ComponentModel.DataAnnotations;
using Snapshotter.Core.Callers;

namespace Snapshotter.Api.Rest.Access;

/// <summary>Who may call the REST API, and how fast.</summary>
public sealed class AccessOptions : IValidatableObject
{
    /// <summary>The name of the section in the settings.</summary>
    public const string Section = "Access";

    /// <summary>Addresses and networks of proxies before the node. Only what they say of a caller's address and scheme is believed.</summary>
    /// <value>None by default.</value>
    public IList<string> TrustedProxies { get; init; } = [];

    /// <summary>What a caller without a key may ask, instead of <c>core_api.public_rate_limit</c> of settings.json; empty for no limit.</summary>
    /// <value>By default what settings.json says.</value>
    public string? PublicLimit { get; init; }

    /// <summary>The most requests of one address in a second, with a key or without, before anything else is looked at.</summary>
    /// <value>Default 1,000; 0 for no limit.</value>
    [Range(0, 10_000_000)]
    public int BurstPerSecond { get; init; } = 1_000;

    /// <summary>The most connections at once; further ones are closed.</summary>
    /// <value>Default 10,000.</value>
    [Range(1, 1_000_000)]
    public int MaxConnections { get; init; } = 10_000;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var proxy in TrustedProxies)
        {
            if (!ProxyNetworks.TryParse(proxy, out _)) yield return new ValidationResult($"'{proxy}' is no address or network; write for example 10.0.0.7 or 10.0.0.0/8.", [nameof(TrustedProxies)]);
        }

        if (PublicLimit is { } limit && !CallLimits.TryParse(limit, out _, out var fault)) yield return new ValidationResult(fault, [nameof(PublicLimit)]);
    }
}
