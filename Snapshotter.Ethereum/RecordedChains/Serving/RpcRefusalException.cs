namespace Snapshotter.Ethereum.RecordedChains.Serving;

/// <summary>Ends one call with an error object.</summary>
internal sealed class RpcRefusalException(int code, string message) : Exception(message)
{
    public const int ParseError = -32700;
    public const int InvalidRequest = -32600;
    public const int MethodNotFound = -32601;
    public const int InvalidParams = -32602;
    public const int ServerError = -32000;
    public const int ResponseTooLarge = -32003;
    public const int LimitExceeded = -32005;

    public int Code { get; } = code;

    public static RpcRefusalException Invalid(string message) => new(InvalidParams, message);

    public static RpcRefusalException NotRecorded(string what) => new(ServerError, what + " is not recorded in this chain");
}
