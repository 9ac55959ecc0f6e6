namespace Snapshotter.Core.Snapshots;

/// <summary>A snapshot cannot be written as canonical JSON: keys out of order, an unfinished document, a number JSON cannot hold.</summary>
public sealed class CanonicalJsonException : Exception
{
    /// <summary>The fault, in a sentence that names the place in the document.</summary>
    public CanonicalJsonException(string message)
        : base(message)
    {
    }

    /// <summary>The fault and what caused it.</summary>
    public CanonicalJsonException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
