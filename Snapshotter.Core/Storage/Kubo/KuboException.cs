namespace Snapshotter.Core.Storage.Kubo;

/// <summary>The IPFS node could not be reached, refused, or answered something else than it should. The message names the operation, never an address.</summary>
public sealed class KuboException : Exception
{
    /// <summary>An error without a message.</summary>
    public KuboException()
    {
    }

    /// <summary>An error with its message.</summary>
    public KuboException(string message) : base(message)
    {
    }

    /// <summary>An error with its message and what caused it.</summary>
    public KuboException(string message, Exception inner) : base(message, inner)
    {
    }
}
