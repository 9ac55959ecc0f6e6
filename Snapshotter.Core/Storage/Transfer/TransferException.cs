namespace Snapshotter.Core.Storage.Transfer;

/// <summary>A state file cannot be written, read, or taken in here. The message names the file, its section, the reason and the next step.</summary>
public sealed class TransferException : Exception
{
    /// <summary>An error without a message.</summary>
    public TransferException()
    {
    }

    /// <summary>An error with its message.</summary>
    public TransferException(string message) : base(message)
    {
    }

    /// <summary>An error with its message and what caused it.</summary>
    public TransferException(string message, Exception inner) : base(message, inner)
    {
    }
}
