using System.Text.Json;
using Snapshotter.Ethereum.JsonRpc.Endpoints;
using Snapshotter.Ethereum.JsonRpc.Wire;

namespace Snapshotter.Ethereum.JsonRpc.Calls;

/// <summary>One call of a batch: how it is written, how its result is read, and what may be asked in its place.</summary>
/// <remarks>Driven by <see cref="RpcDispatcher"/>, one member at a time; ends with exactly one of <see cref="Accept"/>, <see cref="Fail"/> or being replaced.</remarks>
internal interface IRpcCall
{
    /// <summary>The JSON-RPC method.</summary>
    string Method { get; }

    /// <summary>Writes the members of the params array.</summary>
    void WriteParameters(Utf8JsonWriter writer);

    /// <summary>Reads the result, checks that it is of what was asked, and keeps it for <see cref="Accept"/>.</summary>
    /// <returns>What is wrong with it, or null.</returns>
    /// <exception cref="JsonException">The result has not the shape of the method's results.</exception>
    RpcFault? Read(ref Utf8JsonReader reader);

    /// <summary>Hands the result on.</summary>
    /// <returns>Calls that must follow; usually none.</returns>
    IReadOnlyList<IRpcCall> Accept();

    /// <summary>The calls to send in its place because of what is known of the endpoint; usually none, which means to send it as it is.</summary>
    IReadOnlyList<IRpcCall> Instead(EndpointTraits traits);

    /// <summary>The calls to send in its place after a fault, noting what it tells of the endpoint; none when there is no remedy.</summary>
    IReadOnlyList<IRpcCall> Remedy(RpcFault fault, EndpointTraits traits);

    /// <summary>Gives up.</summary>
    void Fail(RpcError error);
}
