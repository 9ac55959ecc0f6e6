namespace Snapshotter.Ethereum.Abi;

/// <summary>A function of a contract.</summary>
public sealed class AbiFunction
{
    private readonly AbiType _inputs;
    private readonly AbiType _outputs;

    /// <summary>A function of these parameters.</summary>
    /// <exception cref="AbiException">The parameters are too many or nest too deep.</exception>
    public AbiFunction(string name, IReadOnlyList<AbiParameter> inputs, IReadOnlyList<AbiParameter> outputs, StateMutability mutability = StateMutability.NonPayable)
    {
        _inputs = AbiType.TupleOf(inputs);
        _outputs = AbiType.TupleOf(outputs);
        Name = name;
        Mutability = mutability;
        Signature = name + _inputs.Canonical;
        Selector = Selector.Of(Signature);
    }

    /// <summary>The name without parameters; overloads share it.</summary>
    public string Name { get; }

    /// <summary>The arguments.</summary>
    public IReadOnlyList<AbiParameter> Inputs => _inputs.Components;

    /// <summary>The results.</summary>
    public IReadOnlyList<AbiParameter> Outputs => _outputs.Components;

    /// <summary>What it does with the chain's state.</summary>
    public StateMutability Mutability { get; }

    /// <summary>The name and the canonical types of the arguments, such as <c>transfer(address,uint256)</c>.</summary>
    public string Signature { get; }

    /// <summary>What call data starts with.</summary>
    public Selector Selector { get; }

    /// <summary>Reads a description such as <c>function getReserves() view returns (uint112 reserve0, uint112 reserve1, uint32 blockTimestampLast)</c>; the leading word may be left out.</summary>
    /// <exception cref="AbiException">The text describes no function.</exception>
    public static AbiFunction Parse(string text)
    {
        var reader = new AbiTextReader(text);
        reader.TryReadWord("function");
        var name = reader.ReadName();
        var inputs = reader.ReadParameters();
        var mutability = reader.ReadMutability();
        var outputs = reader.TryReadWord("returns") ? reader.ReadParameters() : [];
        reader.RequireEnd();
        return new AbiFunction(name, inputs, outputs, mutability);
    }

    /// <summary>The call data: the selector and the arguments.</summary>
    /// <exception cref="AbiException">An argument does not fit its parameter, or one is missing or too many.</exception>
    public byte[] EncodeCall(IReadOnlyList<object?> arguments) => AbiEncoder.Encode(_inputs, arguments, Selector.ToBytes());

    /// <summary>The arguments in call data.</summary>
    /// <exception cref="AbiException">The data calls another function, or is no encoding of the arguments.</exception>
    public AbiValues DecodeCall(ReadOnlySpan<byte> data)
    {
        if (!Selector.TryRead(data, out var selector) || selector != Selector) throw new AbiException(Signature, $"the data does not start with {Selector}.");
        return new AbiValues(Inputs, AbiDecoder.Decode(_inputs, data[Selector.Size..]));
    }

    /// <summary>The data that a call returns.</summary>
    /// <exception cref="AbiException">A result does not fit its parameter, or one is missing or too many.</exception>
    public byte[] EncodeResult(IReadOnlyList<object?> results) => AbiEncoder.Encode(_outputs, results, []);

    /// <summary>The results in the data that a call returned.</summary>
    /// <exception cref="AbiException">The data is no encoding of the results; no data at all where some are expected mostly means that no contract is at that address.</exception>
    public AbiValues DecodeResult(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty && Outputs.Count > 0) throw new AbiException(Signature, "the call returned nothing. Is there a contract with this function at the address and block?");
        return new AbiValues(Outputs, AbiDecoder.Decode(_outputs, data));
    }

    /// <summary>The signature.</summary>
    public override string ToString() => Signature;
}
