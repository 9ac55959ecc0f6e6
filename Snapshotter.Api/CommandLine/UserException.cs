namespace Snapshotter.Api.CommandLine;

/// <summary>The user asked for something that cannot be done. The message is one clear sentence, shown without a stack trace.</summary>
public sealed class UserException : Exception
{
    /// <summary>With the sentence.</summary>
    public UserException(string message) : base(message)
    {
    }

    /// <summary>With the sentence and its cause.</summary>
    public UserException(string message, Exception innerException) : base(message, innerException)
    {
    }

    /// <summary>Without a reason.</summary>
    public UserException()
    {
    }
}
