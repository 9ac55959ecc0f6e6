using System.Globalization;
using Snapshotter.Ethereum.JsonRpc.Endpoints;
using Snapshotter.Ethereum.JsonRpc.Throttling;

namespace Snapshotter.Ethereum.JsonRpc;

/// <summary>What <see cref="RpcOptions"/> must satisfy.</summary>
internal static class RpcOptionsRules
{
    /// <summary>A sentence for each setting that is wrong; URLs are not quoted.</summary>
    public static IEnumerable<string> Faults(RpcOptions options)
    {
        if (options.Endpoints.Count == 0) yield return "Endpoints is empty; give at least one.";
        if (options.Endpoints.Count > EndpointSet.Capacity) yield return $"Endpoints has {options.Endpoints.Count} entries; at most {EndpointSet.Capacity} are used.";
        foreach (var fault in options.Endpoints.SelectMany(EndpointFaults)) yield return fault;
        foreach (var alias in RepeatedAliases(options.Endpoints)) yield return $"Endpoints: the alias '{alias}' is given twice; aliases must differ.";

        if (Outside(options.MaxBatchSize, 1, 10_000)) yield return Range(nameof(options.MaxBatchSize), options.MaxBatchSize, "1 to 10000");
        if (Outside(options.MaxResponseBytes, 1024, 1024 * 1024 * 1024)) yield return Range(nameof(options.MaxResponseBytes), options.MaxResponseBytes, "1024 to 1073741824");
        if (Outside(options.MaxAttempts, 1, 100)) yield return Range(nameof(options.MaxAttempts), options.MaxAttempts, "1 to 100");
        if (Outside(options.MaxConcurrentRequests, 1, 1000)) yield return Range(nameof(options.MaxConcurrentRequests), options.MaxConcurrentRequests, "1 to 1000");

        var tenMinutes = TimeSpan.FromMinutes(10);
        if (Outside(options.Timeout, TimeSpan.FromMilliseconds(10), tenMinutes)) yield return Range(nameof(options.Timeout), options.Timeout, "10 milliseconds to 10 minutes");
        if (Outside(options.BaseDelay, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1))) yield return Range(nameof(options.BaseDelay), options.BaseDelay, "1 millisecond to 1 minute");
        if (Outside(options.MaxDelay, options.BaseDelay, tenMinutes)) yield return Range(nameof(options.MaxDelay), options.MaxDelay, "BaseDelay to 10 minutes");
        if (Outside(options.MaxThrottleWait, TimeSpan.Zero, tenMinutes)) yield return Range(nameof(options.MaxThrottleWait), options.MaxThrottleWait, "0 to 10 minutes");
        if (!Enum.IsDefined(options.RateLimitCost)) yield return Range(nameof(options.RateLimitCost), (int)options.RateLimitCost, "HttpRequest or MethodCall");
    }

    private static IEnumerable<string> EndpointFaults(RpcEndpointOptions endpoint, int index)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"Endpoints[{index}]");
        var isHttp = Uri.TryCreate(endpoint.Url, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);
        if (!isHttp) yield return $"{name}.Url is no http or https address.";
        if (!RateLimitSpec.TryParse(endpoint.RateLimit, out _, out var fault)) yield return $"{name}.RateLimit: {fault}";
    }

    private static IEnumerable<string> RepeatedAliases(IEnumerable<RpcEndpointOptions> endpoints) =>
        endpoints.Select(endpoint => endpoint.Alias).Where(alias => alias.Length > 0)
            .GroupBy(alias => alias, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key);

    private static bool Outside<T>(T value, T least, T most) where T : IComparable<T> =>
        value.CompareTo(least) < 0 || value.CompareTo(most) > 0;

    private static string Range<T>(string name, T value, string range) =>
        string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; it must be {range}.");
}
