namespace Snapshotter.Core.Reporting;

/// <summary>A sink did not take an issue. The message says why without naming an address, which may hold a key; it has no inner error for the same reason.</summary>
public sealed class IssueNotSentException : Exception
{
    /// <summary>An error without a message.</summary>
    public IssueNotSentException()
    {
    }

    /// <summary>An error with its message.</summary>
    public IssueNotSentException(string message) : base(message)
    {
    }

    /// <summary>An error with its message and what caused it.</summary>
    public IssueNotSentException(string message, Exception inner) : base(message, inner)
    {
    }
}
