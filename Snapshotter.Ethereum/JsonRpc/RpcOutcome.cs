namespace Snapshotter.Ethereum.JsonRpc;

/// <summary>How an HTTP request ended.</summary>
public enum RpcOutcome
{
    /// <summary>Every call got a result.</summary>
    Answered,

    /// <summary>The request was answered, and at least one call got an error.</summary>
    PartlyFailed,

    /// <summary>The request as a whole was refused or its answer could not be used.</summary>
    Failed,

    /// <summary>The endpoint asked for a slower pace.</summary>
    RateLimited,

    /// <summary>There was no answer in time.</summary>
    TimedOut,

    /// <summary>The endpoint could not be reached or hung up.</summary>
    Unreachable,

    /// <summary>The caller cancelled.</summary>
    Cancelled,
}
