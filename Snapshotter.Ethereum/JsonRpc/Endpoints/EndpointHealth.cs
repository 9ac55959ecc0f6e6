using System.Collections.Immutable;

namespace Snapshotter.Ethereum.JsonRpc.Endpoints;

/// <summary>The health of one endpoint: a pure state machine; time comes in with each event.</summary>
/// <remarks>
/// Failures are counted per method, and only an answer to the same method clears them: an endpoint that answers
/// eth_blockNumber but keeps failing eth_getLogs does not come back to life. A lost connection is no method's fault,
/// so any answer clears it. An endpoint that tells of another chain than the others answers well, so that no answer clears it: it sits out
/// a time, twice as long each time until it was healthy of itself, and is then trusted as before.
/// </remarks>
/// <param name="State">How far the endpoint is trusted.</param>
/// <param name="Failures">Failures in a row of each failing method; the empty name stands for the connection, <c>chain</c> for telling of another chain.</param>
/// <param name="Trips">How often it went down since it was last healthy.</param>
/// <param name="TrialAt">From when an endpoint that is not healthy may be tried again in its configured place.</param>
/// <param name="InTrial">Whether such a trial is under way.</param>
internal sealed record EndpointHealth(
    EndpointState State,
    ImmutableSortedDictionary<string, int> Failures,
    int Trips,
    DateTimeOffset TrialAt,
    bool InTrial)
{
    private const string Connection = "";
    private const string Chain = "chain";

    /// <summary>An endpoint of which nothing is known yet.</summary>
    public static EndpointHealth Initial { get; } =
        new(EndpointState.Healthy, ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal), 0, DateTimeOffset.MinValue, false);

    /// <summary>Whether it is not healthy and may be tried again.</summary>
    public bool IsTrialDue(DateTimeOffset now) => State != EndpointState.Healthy && now >= TrialAt;

    /// <summary>The health after an event.</summary>
    public EndpointHealth After(HealthEvent happened, DateTimeOffset now, HealthPolicy policy) => happened.Kind switch
    {
        HealthEventKind.Answered => AfterAnswer(happened.Method, policy),
        HealthEventKind.TrialStarted => State == EndpointState.Healthy ? this : AfterTrialStart(now, policy),
        HealthEventKind.Contradicted => new EndpointHealth(EndpointState.Down, Failures.SetItem(Chain, policy.DownAfter), Trips + 1, now + policy.CooldownAfter(Trips + 1), false),
        HealthEventKind.Unreachable => AfterFailure(Connection, now, policy),
        _ => AfterFailure(happened.Method, now, policy),
    };

    private EndpointHealth AfterAnswer(string method, HealthPolicy policy)
    {
        if (State == EndpointState.Healthy) return this;
        var failures = Failures.Remove(method).Remove(Connection);
        return failures.IsEmpty ? Initial : this with { Failures = failures, State = StateOf(failures, policy) };
    }

    private EndpointHealth AfterTrialStart(DateTimeOffset now, HealthPolicy policy)
    {
        var failures = Failures.Remove(Chain);
        return failures.IsEmpty ? Initial with { Trips = Trips } : this with { Failures = failures, InTrial = true, TrialAt = now + policy.CooldownAfter(Trips) };
    }

    private EndpointHealth AfterFailure(string method, DateTimeOffset now, HealthPolicy policy)
    {
        var failures = Failures.SetItem(method, Failures.GetValueOrDefault(method) + 1);
        var state = StateOf(failures, policy);

        // Several requests may have been under way when it went down: their failures are no further trips.
        var trips = state == EndpointState.Down && (State != EndpointState.Down || InTrial) ? Trips + 1 : Trips;
        var trialAt = trips > Trips || State != EndpointState.Down ? now + policy.CooldownAfter(trips) : TrialAt;
        return new EndpointHealth(state, failures, trips, trialAt, false);
    }

    private static EndpointState StateOf(ImmutableSortedDictionary<string, int> failures, HealthPolicy policy) =>
        failures.Values.Any(count => count >= policy.DownAfter) ? EndpointState.Down : EndpointState.Suspect;
}
