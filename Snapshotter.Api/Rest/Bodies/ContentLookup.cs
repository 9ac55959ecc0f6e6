using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;

namespace Snapshotter.Api.Rest.Bodies;

/// <summary>Contents as callers see them.</summary>
internal static class ContentLookup
{
    /// <summary>
    /// The content, or null when it is not to be had: callers of a node whose IPFS lacks it, or is down, learn that there is no data, as of
    /// any other content that is nowhere (spec 1.2.1). A store that is broken is an error.
    /// </summary>
    public static async ValueTask<ReadOnlyMemory<byte>?> FindAsync(this IContentStore contents, Cid cid, CancellationToken cancellationToken)
    {
        try
        {
            return await contents.GetAsync(cid, cancellationToken);
        }
        catch (ContentUnavailableException)
        {
            return null;
        }
    }
}
