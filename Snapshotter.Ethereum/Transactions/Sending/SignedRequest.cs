namespace Snapshotter.Ethereum.Transactions.Sending;

/// <summary>A request and the transaction that was made of it.</summary>
/// <param name="Request">The request.</param>
/// <param name="Signed">The transaction.</param>
public sealed record SignedRequest(TransactionRequest Request, SignedTransaction Signed);
