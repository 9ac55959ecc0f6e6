namespace Snapshotter.Core.Protocol.Contract.Following;

/// <summary>An endpoint tells of another anchor chain, which is not believed, or not yet. The message says which endpoint, what the others say, and what is waited for; nothing has changed.</summary>
public sealed class AnchorForkException : Exception
{
    /// <summary>With who, what, why and what is waited for.</summary>
    public AnchorForkException(string message) : base(message)
    {
    }

    /// <summary>With who, what, why and what is waited for, and the cause.</summary>
    public AnchorForkException(string message, Exception inner) : base(message, inner)
    {
    }

    /// <summary>Without a reason.</summary>
    public AnchorForkException()
    {
    }
}
