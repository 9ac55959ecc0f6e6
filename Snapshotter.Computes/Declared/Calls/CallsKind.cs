using Snapshotter.Core.Configuration;
using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.Abi;

namespace Snapshotter.Computes.Declared.Calls;

/// <summary><c>"kind": "calls"</c>: functions of contracts, read at every block or at the epoch's end.</summary>
internal sealed class CallsKind : IProcessorKind
{
    private const string EveryBlock = "every_block";
    private const string EpochEnd = "epoch_end";
    private const int MaxReads = 50;

    /// <inheritdoc/>
    public string Name => "calls";

    /// <inheritdoc/>
    public ISnapshotProcessor? Read(ConfigurationNode declaration)
    {
        declaration.ExpectOnly("kind", "at", "reads");
        var isEveryBlock = At(declaration.Required("at"));
        var list = declaration.Required("reads");
        if (list?.Items(MaxReads) is not { } nodes) return null;
        if (nodes.Count == 0) list.Value.Fault("Nothing is read.", "List at least one function.");

        var reads = new List<DeclaredRead>();
        foreach (var node in nodes)
        {
            if (ReadOne(node) is not { } read) continue;
            if (reads.Exists(other => other.Name == read.Name)) node.Fault($"Two reads have the name '{ConfigurationNode.Quoted(read.Name)}'.", "Rename one of them.");
            else reads.Add(read);
        }

        if (isEveryBlock is null || nodes.Count == 0 || reads.Count != nodes.Count) return null;
        return new CallsProcessor(new CallsDeclaration([.. reads.OrderBy(static read => read.Name, CodePointOrder.Instance)], isEveryBlock.Value));
    }

    private static bool? At(ConfigurationNode? node)
    {
        switch (node?.Text())
        {
            case EveryBlock: return true;
            case EpochEnd: return false;
            case { } other:
                node!.Value.Fault($"'{ConfigurationNode.Quoted(other)}' is no time to read at.", $"Write {EveryBlock} or {EpochEnd}.");
                return null;
            default: return null;
        }
    }

    private static DeclaredRead? ReadOne(ConfigurationNode node)
    {
        if (!node.IsObject()) return null;
        node.ExpectOnly("name", "contract", "function", "arguments", "decimals");
        var name = node.Required("name")?.Name();
        var contract = AddressChoice.Read(node.Optional("contract"));
        if (node.Required("function") is not { } text || Function(text) is not { } function) return null;
        var arguments = ArgumentsReader.Read(function, node);
        var decimals = DecimalsReader.Read(node.Optional("decimals"), function.Outputs);
        return name is null || contract is null || arguments is null ? null : new DeclaredRead(name, contract.Value, function, arguments, decimals);
    }

    private static AbiFunction? Function(ConfigurationNode node)
    {
        if (node.Text() is not { } text) return null;
        try
        {
            var function = AbiFunction.Parse(text);
            if (function.Outputs.Count > 0) return ValueShape.Check(function.Outputs, node) ? function : null;
            node.Fault($"{function.Signature} returns nothing.", "Write what it returns: name(types) returns (types and names).");
        }
        catch (AbiException exception)
        {
            node.Fault($"This is no function: {exception.Message}", "Write for example getReserves() returns (uint112 reserve0, uint112 reserve1, uint32 blockTimestampLast).");
        }

        return null;
    }
}
