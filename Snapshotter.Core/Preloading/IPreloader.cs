using Snapshotter.Core.Chain;

namespace Snapshotter.Core.Preloading;

/// <summary>Reads, before any processor runs, what many projects of an epoch need. Its failure fails the project types that ask for it.</summary>
public interface IPreloader
{
    /// <summary>Reads and keeps, for the epoch, through <see cref="ISourceChain"/> (see <see cref="ISourceChain.OnceAsync{T}"/>).</summary>
    ValueTask PreloadAsync(ISourceChain chain, CancellationToken cancellationToken);
}
