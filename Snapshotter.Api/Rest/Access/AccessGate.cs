using Snapshotter.Api.Rest.Answers;
using Snapshotter.Core.Callers;
using Snapshotter.Core.Storage;

namespace Snapshotter.Api.Rest.Access;

/// <summary>Lets a call in, or says why not. A caller with a key is its user; one without is its address.</summary>
internal sealed class AccessGate(AccessPolicy policy, CallerAddress addresses, KeyDirectory keys, CallQuotas quotas, CallerMetrics metrics, ILogger<AccessGate> log)
{
    /// <summary>Takes one call of the caller.</summary>
    public async ValueTask<Admission> EnterAsync(HttpContext context)
    {
        try
        {
            // An empty header is no key, as it was for the original.
            var key = context.Request.Headers[policy.HeaderKey].ToString();
            if (key.Length > 0) return await WithKeyAsync(key, context.RequestAborted);
            if (policy.KeyRequired) return Refused(Refusals.KeyRequired(policy.HeaderKey));
            return Of(await quotas.EnterAsync(CallerId.Anonymous(addresses.Of(context)), policy.PublicLimits));
        }
        catch (StorageException exception)
        {
            RestLog.NotCounted(log, exception);
            return Refused(Refusals.NotCounted, CallerDecision.Uncounted);
        }
    }

    private async ValueTask<Admission> WithKeyAsync(string key, CancellationToken cancellationToken)
    {
        if (key.Length > ApiKey.MaxLength || await keys.EnterAsync(key, cancellationToken) is not { } call) return Refused(Refusals.BadKey(policy.HeaderKey));
        if (call.Decision is not { } decision) return Refused(Refusals.Revoked);
        if (call.Owner.User.IsActive || decision.Refusal is not null) return Of(decision);
        // What an inactive user asks is counted all the same, as it was by the original.
        Admission.Granted(decision.Quota).End(succeeded: false);
        return Refused(Refusals.Inactive(call.Owner.User));
    }

    private Admission Of(CallDecision decision)
    {
        if (decision.Refusal is { } refusal) return Refused(Refusals.LimitReached(refusal), CallerDecision.Limited);
        metrics.Decided(CallerDecision.Allowed);
        return Admission.Granted(decision.Quota);
    }

    private Admission Refused(IAnswer answer, CallerDecision decision = CallerDecision.Refused)
    {
        metrics.Decided(decision);
        return Admission.Refused(answer);
    }
}
