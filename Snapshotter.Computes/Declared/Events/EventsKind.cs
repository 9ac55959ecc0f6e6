using Snapshotter.Core.Configuration;
using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.Abi;

namespace Snapshotter.Computes.Declared.Events;

/// <summary><c>"kind": "events"</c>: the logs of one event, grouped, counted, summed and listed.</summary>
internal sealed class EventsKind : IProcessorKind
{
    /// <inheritdoc/>
    public string Name => "events";

    /// <inheritdoc/>
    public ISnapshotProcessor? Read(ConfigurationNode declaration)
    {
        declaration.ExpectOnly("kind", "contract", "event", "group_by", "count", "sum", "list", "decimals");
        var contract = AddressChoice.Read(declaration.Optional("contract"));
        if (declaration.Required("event") is not { } text || Event(text) is not { } abi) return null;

        var groupBy = Places(declaration.Optional("group_by"), abi, IsGroupable, "be grouped by");
        var count = declaration.Optional("count")?.Boolean() ?? false;
        var sum = Places(declaration.Optional("sum"), abi, static input => input.Type.Kind is AbiKind.UInt or AbiKind.Int, "be summed");
        var list = declaration.Optional("list") is { } listed ? Places(listed, abi, static _ => true, "be listed") : null;
        var decimals = DecimalsReader.Read(declaration.Optional("decimals"), [.. abi.Inputs.Where((_, place) => sum.Contains(place) || list?.Contains(place) is true)]);
        if (!count && sum.Count == 0 && list is null) declaration.Fault("The logs are neither counted nor summed nor listed.", "Add \"count\": true, or the arguments to 'sum' or to 'list'.");
        return contract is null ? null : new EventsProcessor(new EventsDeclaration(contract.Value, abi, groupBy, count, sum, list, decimals));
    }

    private static AbiEvent? Event(ConfigurationNode node)
    {
        if (node.Text() is not { } text) return null;
        try
        {
            var abi = AbiEvent.Parse(text);
            if (!abi.IsAnonymous) return ValueShape.Check(abi.Inputs, node) ? abi : null;
            node.Fault("Logs of an anonymous event do not tell that they are of it.", "Write a processor instead.");
        }
        catch (AbiException exception)
        {
            node.Fault($"This is no event: {exception.Message}", "Write for example Transfer(address indexed from, address indexed to, uint256 value).");
        }

        return null;
    }

    /// <summary>Whether a value is one word, or the hash of what was indexed.</summary>
    private static bool IsGroupable(AbiParameter input) => input.IsIndexed || input.Type.IsValueType;

    private static List<int> Places(ConfigurationNode? list, AbiEvent abi, Func<AbiParameter, bool> fits, string purpose)
    {
        var places = new List<int>();
        foreach (var node in list?.Items() ?? [])
        {
            if (node.Name() is not { } name) continue;
            var place = abi.Inputs.ToList().FindIndex(input => input.Name == name);
            if (place < 0) node.Fault($"{abi.Name} has no argument '{ConfigurationNode.Quoted(name)}'.", $"Use one of {string.Join(", ", abi.Inputs.Select(static input => input.Name))}.");
            else if (!fits(abi.Inputs[place])) node.Fault($"An argument of type {abi.Inputs[place].Type.Canonical} cannot {purpose}.", "Leave it out.");
            else if (places.Contains(place)) node.Fault($"'{name}' stands in the list already.", "Remove one of the two.");
            else places.Add(place);
        }

        return places;
    }
}
