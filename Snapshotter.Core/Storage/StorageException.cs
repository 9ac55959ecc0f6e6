namespace Snapshotter.Core.Storage;

/// <summary>A store could not read or write. The message names the store, the reason and the next step.</summary>
public class StorageException : Exception
{
    /// <summary>An error without a message.</summary>
    public StorageException()
    {
    }

    /// <summary>An error with its message.</summary>
    public StorageException(string message) : base(message)
    {
    }

    /// <summary>An error with its message and what caused it.</summary>
    public StorageException(string message, Exception inner) : base(message, inner)
    {
    }
}
