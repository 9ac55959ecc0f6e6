namespace Snapshotter.Ethereum.Rlp;

/// <summary>Bytes that are no canonical RLP, or not of the shape their reader expects.</summary>
public sealed class RlpException : FormatException
{
    /// <summary>A fault found at <paramref name="offset"/>.</summary>
    /// <param name="offset">Where the faulty item starts, in bytes from the start of the outermost data.</param>
    /// <param name="fault">What is wrong there, without the position.</param>
    public RlpException(int offset, string fault)
        : base($"RLP at byte {offset}: {fault}") => Offset = offset;

    /// <summary>Where the faulty item starts, in bytes from the start of the outermost data.</summary>
    public int Offset { get; }
}
