using Snapshotter.Ethereum.JsonRpc.Throttling;

namespace Snapshotter.Core.Callers;

/// <summary>Why a call may not be made.</summary>
/// <param name="Window">The window that is used up.</param>
/// <param name="Limits">All limits of the caller.</param>
/// <param name="RetryAfter">How long it takes until the window is over.</param>
public sealed record CallRefusal(RateWindow Window, CallLimits Limits, TimeSpan RetryAfter);

/// <summary>Whether a call with a key may be made.</summary>
/// <param name="Owner">Whose key it is.</param>
/// <param name="Decision">What its limits say; null of a revoked key.</param>
public readonly record struct KeyedDecision(KeyOwner Owner, CallDecision? Decision);

/// <summary>Whether a call may be made.</summary>
/// <param name="Quota">Whose it is: a call that was let through must be ended there.</param>
/// <param name="Refusal">Why not, or null when it may.</param>
public readonly record struct CallDecision(CallQuota Quota, CallRefusal? Refusal);
