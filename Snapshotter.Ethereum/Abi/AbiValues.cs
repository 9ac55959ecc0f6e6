using System.Collections;

namespace Snapshotter.Ethereum.Abi;

/// <summary>Decoded parameters in their order, to be had by name too.</summary>
public sealed class AbiValues : IReadOnlyList<object?>
{
    private readonly IReadOnlyList<AbiParameter> _parameters;
    private readonly object?[] _values;

    internal AbiValues(IReadOnlyList<AbiParameter> parameters, object?[] values) => (_parameters, _values) = (parameters, values);

    /// <inheritdoc/>
    public int Count => _values.Length;

    /// <inheritdoc/>
    public object? this[int index] => _values[index];

    /// <summary>The value of the parameter with this name.</summary>
    /// <exception cref="AbiException">No parameter has this name.</exception>
    public object? this[string name] => _values[IndexOf(name)];

    /// <summary>The value at <paramref name="index"/>, as the type its <see cref="AbiKind"/> tells.</summary>
    /// <exception cref="AbiException">The value has another type.</exception>
    public T Get<T>(int index) => _values[index] is T value
        ? value
        : throw new AbiException(Describe(index), $"a {_values[index]?.GetType().Name ?? "null"} is no {typeof(T).Name}.");

    /// <summary>The value of the parameter with this name, as the type its <see cref="AbiKind"/> tells.</summary>
    /// <exception cref="AbiException">No parameter has this name, or its value has another type.</exception>
    public T Get<T>(string name) => Get<T>(IndexOf(name));

    /// <inheritdoc/>
    public IEnumerator<object?> GetEnumerator() => ((IEnumerable<object?>)_values).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int IndexOf(string name)
    {
        for (var i = 0; i < _parameters.Count; i++)
        {
            if (_parameters[i].Name == name) return i;
        }

        throw new AbiException($"parameter '{name}'", $"there are only {string.Join(", ", Enumerable.Range(0, Count).Select(Describe))}.");
    }

    private string Describe(int index) => _parameters[index].Name is { Length: > 0 } name ? name : $"#{index}";
}
