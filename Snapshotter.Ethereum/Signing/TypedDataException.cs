namespace Snapshotter.Ethereum.Signing;

/// <summary>Typed data (EIP-712) that cannot be hashed: a bad type, or a value that does not fit its type.</summary>
public sealed class TypedDataException : FormatException
{
    /// <summary>A fault at a place.</summary>
    /// <param name="path">Where, as <c>Mail.from.wallet</c> or <c>Mail.to[2]</c>.</param>
    /// <param name="fault">What is wrong there.</param>
    public TypedDataException(string path, string fault)
        : base($"Typed data, {path}: {fault}") => Path = path;

    /// <summary>Where the fault is, as <c>Mail.from.wallet</c>.</summary>
    public string Path { get; }
}
