namespace Snapshotter.Ethereum.Abi;

/// <summary>A contract's constructor, whose arguments follow the creation code in a deploying transaction.</summary>
public sealed class AbiConstructor
{
    private readonly AbiType _inputs;

    /// <summary>A constructor of these parameters.</summary>
    /// <exception cref="AbiException">The parameters are too many or nest too deep.</exception>
    public AbiConstructor(IReadOnlyList<AbiParameter> inputs, StateMutability mutability = StateMutability.NonPayable)
    {
        _inputs = AbiType.TupleOf(inputs);
        Mutability = mutability;
    }

    /// <summary>The arguments.</summary>
    public IReadOnlyList<AbiParameter> Inputs => _inputs.Components;

    /// <summary>Whether it takes ether.</summary>
    public StateMutability Mutability { get; }

    /// <summary>Reads a description such as <c>constructor(address owner) payable</c>.</summary>
    /// <exception cref="AbiException">The text describes no constructor.</exception>
    public static AbiConstructor Parse(string text)
    {
        var reader = new AbiTextReader(text);
        if (!reader.TryReadWord("constructor")) throw reader.Fault("'constructor' is expected");
        var inputs = reader.ReadParameters();
        var mutability = reader.ReadMutability();
        reader.RequireEnd();
        return new AbiConstructor(inputs, mutability);
    }

    /// <summary>The data of the deploying transaction: the creation code and the arguments.</summary>
    /// <exception cref="AbiException">An argument does not fit its parameter, or one is missing or too many.</exception>
    public byte[] EncodeDeployment(ReadOnlySpan<byte> creationCode, IReadOnlyList<object?> arguments) =>
        AbiEncoder.Encode(_inputs, arguments, creationCode);
}
