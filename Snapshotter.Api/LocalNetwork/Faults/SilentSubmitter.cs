using Snapshotter.Core.Submission;
using Snapshotter.Core.Submission.Outbox;

namespace Snapshotter.Api.LocalNetwork.Faults;

/// <summary>Never sends anything.</summary>
internal sealed class SilentSubmitter : ISubmitter
{
    public Task<IReadOnlyList<Delivery>> DeliverAsync(IReadOnlyList<OutboxEntry> entries, CancellationToken windowClosed, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Delivery>>([.. entries.Select(static _ => Delivery.Refused("This node was started as the silent one of its network: start it without a fault."))]);
}
