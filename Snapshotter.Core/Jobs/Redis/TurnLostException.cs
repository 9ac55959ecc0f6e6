namespace Snapshotter.Core.Jobs.Redis;

/// <summary>Another host detects now: this one was not heard of for too long.</summary>
public sealed class TurnLostException : Exception
{
    /// <summary>The error with its message.</summary>
    public TurnLostException() : base("Another host detects epochs now, because this one was not heard of for too long: check its load and its way to Redis.")
    {
    }

    /// <summary>An error with a message.</summary>
    public TurnLostException(string message) : base(message)
    {
    }

    /// <summary>An error with a message and what caused it.</summary>
    public TurnLostException(string message, Exception inner) : base(message, inner)
    {
    }
}
