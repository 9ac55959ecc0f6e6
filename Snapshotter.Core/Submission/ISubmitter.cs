using Snapshotter.Core.Submission.Outbox;

namespace Snapshotter.Core.Submission;

/// <summary>Brings signed submissions to the contract, itself or through somebody else.</summary>
public interface ISubmitter
{
    /// <summary>Delivers submissions of one epoch. Delivering one twice has the effect of once.</summary>
    /// <param name="entries">What to deliver; signed.</param>
    /// <param name="windowClosed">Cancelled when submissions for the epoch no longer count: nothing is sent from then on.</param>
    /// <param name="cancellationToken">Cancels; what is not known to be delivered is delivered again at the next start.</param>
    /// <returns>What became of each, in their order.</returns>
    Task<IReadOnlyList<Delivery>> DeliverAsync(IReadOnlyList<OutboxEntry> entries, CancellationToken windowClosed, CancellationToken cancellationToken);
}
