namespace Snapshotter.Core.Storage;

/// <summary>A content is not here, and whoever may have it does not give it now. Trying again later may help; the message says why.</summary>
public sealed class ContentUnavailableException : StorageException
{
    /// <summary>An error without a message.</summary>
    public ContentUnavailableException()
    {
    }

    /// <summary>An error with its message.</summary>
    public ContentUnavailableException(string message) : base(message)
    {
    }

    /// <summary>An error with its message and what caused it.</summary>
    public ContentUnavailableException(string message, Exception inner) : base(message, inner)
    {
    }
}
