using Snapshotter.Core.Chain;
using Snapshotter.Core.Preloading;

namespace Snapshotter.Computes.Preloading;

/// <summary>Reads the headers of the epoch's blocks (upstream block_details).</summary>
internal sealed class BlockDetailsPreloader : IPreloader
{
    /// <inheritdoc/>
    public async ValueTask PreloadAsync(ISourceChain chain, CancellationToken cancellationToken) => await BlockDetails.ReadAsync(chain, cancellationToken);
}
