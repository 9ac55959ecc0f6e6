namespace Snapshotter.Ethereum.JsonRpc;

/// <summary>Why a call has no answer. The kind decides whether it is asked again, and where.</summary>
public enum RpcErrorKind
{
    /// <summary>The contract reverted. Permanent: the chain itself says so.</summary>
    Reverted,

    /// <summary>The endpoint finds the request or its parameters invalid. Permanent.</summary>
    InvalidRequest,

    /// <summary>The endpoint does not offer the method. Permanent.</summary>
    MethodNotFound,

    /// <summary>The endpoint answered with an error of its own that promises nothing about a repetition. Permanent.</summary>
    Refused,

    /// <summary>The endpoint denies access or is not at this address (HTTP 401 to 404, 410, redirections). Asked again on other endpoints only.</summary>
    AccessDenied,

    /// <summary>Too many requests. Asked again later or elsewhere.</summary>
    RateLimited,

    /// <summary>Too many blocks or results in one eth_getLogs. Asked again in smaller parts.</summary>
    RangeRefused,

    /// <summary>The answer is larger than the endpoint or <see cref="RpcOptions.MaxResponseBytes"/> allows. Asked again in smaller parts.</summary>
    TooLarge,

    /// <summary>The batch is larger than the endpoint allows, or it takes none. Asked again in smaller parts.</summary>
    BatchRefused,

    /// <summary>The endpoint does not know the block or its state yet, or any more. Asked again.</summary>
    Lagging,

    /// <summary>The endpoint reports an internal fault or answered with a server-side HTTP status. Asked again.</summary>
    Internal,

    /// <summary>No answer within <see cref="RpcOptions.Timeout"/>, or the endpoint says it took too long. Asked again.</summary>
    Timeout,

    /// <summary>The endpoint could not be reached or hung up. Asked again.</summary>
    Unreachable,

    /// <summary>The answer is no JSON-RPC, or not of the shape its method has. Asked again.</summary>
    Malformed,

    /// <summary>The answer is well formed but of something else than was asked. Asked again.</summary>
    WrongAnswer,

    /// <summary>The answer to a batch leaves the call out. Asked again.</summary>
    MissingAnswer,
}
