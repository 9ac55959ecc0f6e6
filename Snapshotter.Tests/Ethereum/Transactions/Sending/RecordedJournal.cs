using Snapshotter.Ethereum.Transactions.Sending;

namespace Snapshotter.Tests.Ethereum.Transactions.Sending;

/// <summary>Keeps what was signed; dies instead of letting it be sent when it is told to.</summary>
internal sealed class RecordedJournal : ITransactionJournal
{
    public List<SignedRequest> Signed { get; } = [];

    public bool Dies { get; init; }

    public ValueTask WriteAsync(IReadOnlyList<SignedRequest> signed, CancellationToken cancellationToken)
    {
        lock (Signed) Signed.AddRange(signed);
        return Dies ? throw new OperationCanceledException("The process died.") : ValueTask.CompletedTask;
    }
}
