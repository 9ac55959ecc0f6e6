using System.Text.Json;
using Snapshotter.Ethereum.JsonRpc.Endpoints;
using Snapshotter.Ethereum.JsonRpc.Wire;
using Snapshotter.Ethereum.Models.Json;

namespace Snapshotter.Ethereum.JsonRpc.Calls;

/// <summary>A call whose one result is its answer.</summary>
internal sealed class RpcCall<T> : IRpcCall
{
    private readonly Action<Utf8JsonWriter> _parameters;
    private readonly JsonValueReader<T> _read;
    private readonly RpcAnswer<T> _answer;
    private readonly Func<T, RpcFault?>? _judge;
    private T? _staged;

    public RpcCall(string method, Action<Utf8JsonWriter> parameters, JsonValueReader<T> read, RpcAnswer<T> answer, Func<T, RpcFault?>? judge = null)
    {
        Method = method;
        _parameters = parameters;
        _read = read;
        _answer = answer;
        _judge = judge;
    }

    public string Method { get; }

    public void WriteParameters(Utf8JsonWriter writer) => _parameters(writer);

    public RpcFault? Read(ref Utf8JsonReader reader)
    {
        _staged = _read(ref reader);
        return _judge?.Invoke(_staged);
    }

    public IReadOnlyList<IRpcCall> Accept()
    {
        _answer.Complete(_staged!);
        return [];
    }

    public IReadOnlyList<IRpcCall> Instead(EndpointTraits traits) => [];

    public IReadOnlyList<IRpcCall> Remedy(RpcFault fault, EndpointTraits traits) => [];

    public void Fail(RpcError error) => _answer.Fail(error);
}
