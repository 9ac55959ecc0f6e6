namespace Snapshotter.Core.Storage;

/// <summary>What an adapter wants done now and then beside pruning, such as cutting its log; one that needs nothing does not implement it.</summary>
public interface IStoreUpkeep
{
    /// <summary>Does it, without holding up writes for long.</summary>
    ValueTask KeepUpAsync(CancellationToken cancellationToken);
}
