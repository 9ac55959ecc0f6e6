using Snapshotter.Ethereum.Abi;

namespace Snapshotter.Core.Protocol.Contract.Views;

/// <summary>A call of a view, and what to make of its answer.</summary>
/// <param name="Name">The function, for errors.</param>
/// <param name="Data">The call data.</param>
/// <param name="Read">Reads what came back.</param>
public sealed record ViewCall<T>(string Name, byte[] Data, Func<byte[], T> Read)
{
    /// <summary>A call of a function.</summary>
    internal static ViewCall<T> Of(AbiFunction function, Func<AbiValues, T> read, params IReadOnlyList<object?> arguments) =>
        new(function.Name, function.EncodeCall(arguments), answer => read(function.DecodeResult(answer)));
}
