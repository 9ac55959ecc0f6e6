namespace Snapshotter.Ethereum.JsonRpc.Endpoints;

/// <summary>Something that tells about an endpoint's health.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Method">The method it happened to; empty where it is not tied to one.</param>
internal readonly record struct HealthEvent(HealthEventKind Kind, string Method)
{
    public static HealthEvent TrialStarted { get; } = new(HealthEventKind.TrialStarted, "");

    public static HealthEvent Unreachable { get; } = new(HealthEventKind.Unreachable, "");

    public static HealthEvent Contradicted { get; } = new(HealthEventKind.Contradicted, "");

    public static HealthEvent Answered(string method) => new(HealthEventKind.Answered, method);

    public static HealthEvent Failed(string method) => new(HealthEventKind.Failed, method);
}

/// <summary>The kinds of <see cref="HealthEvent"/>.</summary>
internal enum HealthEventKind
{
    /// <summary>A method was answered properly.</summary>
    Answered,

    /// <summary>A method failed for a reason that lies with the endpoint.</summary>
    Failed,

    /// <summary>No connection, whatever the method.</summary>
    Unreachable,

    /// <summary>It tells of another chain than the others.</summary>
    Contradicted,

    /// <summary>An endpoint that is not healthy is being asked again.</summary>
    TrialStarted,
}
