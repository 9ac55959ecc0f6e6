namespace Snapshotter.Core.Protocol;

/// <summary>The protocol state could not be asked. The message says what was asked, why it failed and what to do, never a URL; trying again may help.</summary>
public sealed class ProtocolStateException : Exception
{
    /// <summary>An error without a message.</summary>
    public ProtocolStateException()
    {
    }

    /// <summary>An error with its message.</summary>
    public ProtocolStateException(string message) : base(message)
    {
    }

    /// <summary>An error with its message and what caused it.</summary>
    public ProtocolStateException(string message, Exception inner) : base(message, inner)
    {
    }
}
