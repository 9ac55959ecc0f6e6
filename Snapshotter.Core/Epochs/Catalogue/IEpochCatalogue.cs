namespace Snapshotter.Core.Epochs.Catalogue;

/// <summary>Lists epochs for the operator, the latest first. No call costs more for a longer history.</summary>
public interface IEpochCatalogue
{
    /// <summary>A page of epochs.</summary>
    /// <param name="filter">Which ones.</param>
    /// <param name="before">Lists those below this id; null for the first page.</param>
    /// <param name="limit">The most epochs of a page.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    ValueTask<IReadOnlyList<EpochLine>> PageAsync(EpochFilter filter, long? before, int limit, CancellationToken cancellationToken);

    /// <summary>How a project fared in the latest epochs, the latest first; those without an outcome for it are left out.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="epochs">How many epochs are looked at.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    ValueTask<IReadOnlyList<ProjectEpoch>> OfProjectAsync(string projectId, int epochs, CancellationToken cancellationToken);

    /// <summary>An epoch, or null when it was not released or is past retention.</summary>
    ValueTask<EpochLine?> EpochAsync(long epochId, CancellationToken cancellationToken);
}
