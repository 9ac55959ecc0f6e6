namespace Snapshotter.Ethereum.Transactions;

/// <summary>A transaction that cannot be read, written, or accepted by a chain.</summary>
public sealed class TransactionException : Exception
{
    /// <summary>A fault of a kind.</summary>
    /// <param name="fault">The kind.</param>
    /// <param name="message">The rest of a sentence that starts "The transaction is refused:".</param>
    /// <param name="field">The element at fault, as the JSON-RPC names it; null where it is no single one.</param>
    /// <param name="inner">What was found in the bytes.</param>
    public TransactionException(TransactionFault fault, string message, string? field = null, Exception? inner = null)
        : base($"The transaction is refused: {message}", inner)
    {
        Fault = fault;
        Field = field;
    }

    /// <summary>The kind of fault.</summary>
    public TransactionFault Fault { get; }

    /// <summary>The element at fault, as the JSON-RPC names it: <c>gasPrice</c>; null where it is no single one.</summary>
    public string? Field { get; }
}
