namespace Snapshotter.Ethereum.Abi;

/// <summary>Bytes, values or a description that do not fit the contract ABI.</summary>
public sealed class AbiException : FormatException
{
    /// <summary>A fault found at <paramref name="path"/>.</summary>
    /// <param name="path">What is at fault: a parameter's path such as <c>orders[3].maker</c> (<c>#0</c> where it has no name), or the text that was parsed.</param>
    /// <param name="fault">What is wrong with it.</param>
    public AbiException(string path, string fault)
        : base($"ABI {path}: {fault}") => Path = path;

    /// <summary>A fault found at <paramref name="path"/>, behind which another one stands.</summary>
    /// <param name="path">What is at fault.</param>
    /// <param name="fault">What is wrong with it.</param>
    /// <param name="cause">The error that showed it.</param>
    public AbiException(string path, string fault, Exception cause)
        : base($"ABI {path}: {fault}", cause) => Path = path;

    /// <summary>What is at fault: a parameter's path such as <c>orders[3].maker</c> (<c>#0</c> where it has no name), or the text that was parsed.</summary>
    public string Path { get; }
}
