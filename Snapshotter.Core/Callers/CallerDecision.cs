namespace Snapshotter.Core.Callers;

/// <summary>What was decided on a call.</summary>
public enum CallerDecision
{
    /// <summary>It is answered.</summary>
    Allowed,

    /// <summary>Its key is missing, unknown, revoked or inactive.</summary>
    Refused,

    /// <summary>A limit of its caller is used up.</summary>
    Limited,

    /// <summary>Its address sent more requests in a second than any may.</summary>
    Burst,

    /// <summary>Calls could not be counted.</summary>
    Uncounted,
}
