namespace Snapshotter.Ethereum.Abi;

/// <summary>An error with which a contract reverts; encoded like a call of a function with this signature.</summary>
public sealed class AbiError
{
    private readonly AbiType _inputs;

    /// <summary>An error of these parameters.</summary>
    /// <exception cref="AbiException">The parameters are too many or nest too deep.</exception>
    public AbiError(string name, IReadOnlyList<AbiParameter> inputs)
    {
        _inputs = AbiType.TupleOf(inputs);
        Name = name;
        Signature = name + _inputs.Canonical;
        Selector = Selector.Of(Signature);
    }

    /// <summary>The name without parameters.</summary>
    public string Name { get; }

    /// <summary>The parameters.</summary>
    public IReadOnlyList<AbiParameter> Inputs => _inputs.Components;

    /// <summary>The name and the canonical types of the parameters.</summary>
    public string Signature { get; }

    /// <summary>What revert data starts with.</summary>
    public Selector Selector { get; }

    /// <summary>Reads a description such as <c>error InsufficientBalance(uint256 available, uint256 required)</c>; the leading word may be left out.</summary>
    /// <exception cref="AbiException">The text describes no error.</exception>
    public static AbiError Parse(string text)
    {
        var reader = new AbiTextReader(text);
        reader.TryReadWord("error");
        var name = reader.ReadName();
        var inputs = reader.ReadParameters();
        reader.RequireEnd();
        return new AbiError(name, inputs);
    }

    /// <summary>The revert data: the selector and the values.</summary>
    /// <exception cref="AbiException">A value does not fit its parameter, or one is missing or too many.</exception>
    public byte[] Encode(IReadOnlyList<object?> values) => AbiEncoder.Encode(_inputs, values, Selector.ToBytes());

    /// <summary>The values in revert data.</summary>
    /// <exception cref="AbiException">The data holds another error, or is no encoding of the values.</exception>
    public AbiValues Decode(ReadOnlySpan<byte> data)
    {
        if (!Selector.TryRead(data, out var selector) || selector != Selector) throw new AbiException(Signature, $"the data does not start with {Selector}.");
        return new AbiValues(Inputs, AbiDecoder.Decode(_inputs, data[Selector.Size..]));
    }

    /// <summary>The signature.</summary>
    public override string ToString() => Signature;
}
