namespace Snapshotter.Ethereum.JsonRpc.Endpoints;

/// <summary>What is known of an endpoint at present.</summary>
/// <param name="Alias">Its name.</param>
/// <param name="State">How far it is trusted.</param>
/// <param name="FailingMethods">The methods it failed last; an empty name stands for the connection, <c>chain</c> for telling of another chain than the others.</param>
/// <param name="TrialAt">From when it is tried again; null while it is healthy.</param>
public sealed record EndpointStatus(string Alias, EndpointState State, IReadOnlyList<string> FailingMethods, DateTimeOffset? TrialAt)
{
    /// <summary>Over how many minutes requests are counted.</summary>
    public const double TallyMinutes = 10;

    /// <summary>The HTTP requests of the last <see cref="TallyMinutes"/> minutes.</summary>
    public long Requests { get; init; }

    /// <summary>Those of them that failed as a whole, or with every call.</summary>
    public long Failures { get; init; }

    /// <summary>When it last answered; null before the first time.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>What went wrong last, without the address; null while nothing has.</summary>
    public string? LastFault { get; init; }

    /// <summary>When that was.</summary>
    public DateTimeOffset? LastFaultAt { get; init; }

    /// <summary>What its plan allows, as configured; empty for no limit.</summary>
    public string RateLimit { get; init; } = "";
}
