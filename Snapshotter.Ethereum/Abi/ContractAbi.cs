using System.Text.Json;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.Abi;

/// <summary>All that is callable, emitted or thrown by a contract.</summary>
public sealed class ContractAbi
{
    private readonly Dictionary<Selector, AbiFunction> _functions = [];
    private readonly Dictionary<Selector, AbiError> _errors = [];
    private readonly ILookup<Hash32, AbiEvent> _events;

    private ContractAbi(ContractAbiParts parts)
    {
        Functions = parts.Functions;
        Events = parts.Events;
        Errors = parts.Errors;
        Constructor = parts.Constructor;
        foreach (var function in Functions) _functions.TryAdd(function.Selector, function);
        foreach (var error in Errors) _errors.TryAdd(error.Selector, error);
        _events = Events.Where(@event => !@event.IsAnonymous).ToLookup(@event => @event.Topic);
    }

    /// <summary>The functions in the order of the description.</summary>
    public IReadOnlyList<AbiFunction> Functions { get; }

    /// <summary>The events in the order of the description.</summary>
    public IReadOnlyList<AbiEvent> Events { get; }

    /// <summary>The custom errors in the order of the description.</summary>
    public IReadOnlyList<AbiError> Errors { get; }

    /// <summary>The constructor; null where the description has none.</summary>
    public AbiConstructor? Constructor { get; }

    /// <summary>Reads a JSON ABI: the compiler's list of entries, or an artifact with that list under <c>abi</c>.</summary>
    /// <exception cref="AbiException">The text is no JSON or no ABI.</exception>
    public static ContractAbi FromJson(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return new ContractAbi(ContractAbiParts.Read(document.RootElement));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException)
        {
            // The latter two are how half a surrogate pair shows, escaped or not.
            throw new AbiException("JSON", "the text is no JSON.", error);
        }
    }

    /// <summary>Reads human-readable descriptions; each starts with <c>function</c>, <c>event</c>, <c>error</c> or <c>constructor</c>.</summary>
    /// <exception cref="AbiException">One of the texts is no such description.</exception>
    public static ContractAbi FromText(params IEnumerable<string> descriptions)
    {
        var parts = new ContractAbiParts();
        foreach (var description in descriptions) parts.Add(description);
        return new ContractAbi(parts);
    }

    /// <summary>The function with this name, or with this signature where overloads share the name.</summary>
    /// <exception cref="AbiException">There is none, or more than one.</exception>
    public AbiFunction Function(string nameOrSignature) =>
        Single(Functions.Where(function => function.Name == nameOrSignature || function.Signature == nameOrSignature), "function", nameOrSignature);

    /// <summary>The event with this name, or with this signature where several share the name.</summary>
    /// <exception cref="AbiException">There is none, or more than one.</exception>
    public AbiEvent Event(string nameOrSignature) =>
        Single(Events.Where(@event => @event.Name == nameOrSignature || @event.Signature == nameOrSignature), "event", nameOrSignature);

    /// <summary>The function that call data is for; null where this contract has none of it.</summary>
    public AbiFunction? FindFunction(ReadOnlySpan<byte> callData) =>
        Selector.TryRead(callData, out var selector) ? _functions.GetValueOrDefault(selector) : null;

    /// <summary>The custom error in revert data; null where this contract has none of it.</summary>
    public AbiError? FindError(ReadOnlySpan<byte> revertData) =>
        Selector.TryRead(revertData, out var selector) ? _errors.GetValueOrDefault(selector) : null;

    /// <summary>The event that a log with these topics is of; null where this contract has none of it. Anonymous events cannot be found.</summary>
    public AbiEvent? FindEvent(IReadOnlyList<Hash32> topics) =>
        topics.Count == 0 ? null : _events[topics[0]].FirstOrDefault(@event => @event.Matches(topics));

    private static T Single<T>(IEnumerable<T> found, string kind, string name) => found.Take(2).ToArray() switch
    {
        [var one] => one,
        [] => throw new AbiException($"{kind} '{name}'", "the contract's description has none of this name."),
        _ => throw new AbiException($"{kind} '{name}'", "several share this name: ask for one by its signature."),
    };
}
