namespace Snapshotter.Ethereum.RecordedChains;

/// <summary>A recorded chain cannot be read or written. The message names the file, the place in it, and what to do.</summary>
public sealed class RecordedChainException : Exception
{
    /// <summary>A fault in <paramref name="file"/> at <paramref name="position"/>.</summary>
    /// <param name="file">The file or folder.</param>
    /// <param name="position">The place in it, such as <c>entry 17</c>; null when it is the file as a whole.</param>
    /// <param name="fault">What is wrong and what to do, as whole sentences.</param>
    /// <param name="inner">What was thrown, if anything.</param>
    public RecordedChainException(string file, string? position, string fault, Exception? inner = null)
        : base(position is null ? $"{file}: {fault}" : $"{file}, {position}: {fault}", inner)
    {
        File = file;
        Position = position;
    }

    /// <summary>The file or folder.</summary>
    public string File { get; }

    /// <summary>The place in it, or null.</summary>
    public string? Position { get; }
}
