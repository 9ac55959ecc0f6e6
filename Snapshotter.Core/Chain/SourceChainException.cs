namespace Snapshotter.Core.Chain;

/// <summary>The source chain could not be read. Trying again may help.</summary>
public sealed class SourceChainException : Exception
{
    /// <summary>With who, what, why and the next step.</summary>
    public SourceChainException(string message) : base(message)
    {
    }

    /// <summary>With who, what, why and the next step, and the cause.</summary>
    public SourceChainException(string message, Exception innerException) : base(message, innerException)
    {
    }

    /// <summary>Without a reason.</summary>
    public SourceChainException()
    {
    }
}
