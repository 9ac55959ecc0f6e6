using System.Text;
using Snapshotter.Api.CommandLine;
using Snapshotter.Core.Storage;

namespace Snapshotter.Api.Hosting;

/// <summary>Keeps a data folder to the source and the way of cutting epochs that it was begun with.</summary>
internal static class DataIdentity
{
    /// <exception cref="UserException">The folder holds epochs of another source, size or namespace.</exception>
    public static async Task CheckAsync(IStateStore store, string identity, CancellationToken cancellationToken)
    {
        if (await store.FactAsync(WellKnownFacts.Identity, cancellationToken) is not { } known)
        {
            await store.CommitAsync(new StateChange { Facts = [KeyValuePair.Create(WellKnownFacts.Identity, Encoding.UTF8.GetBytes(identity))] }, cancellationToken);
            return;
        }

        var before = Encoding.UTF8.GetString(known);
        if (before != identity)
        {
            throw new UserException($"The data folder holds epochs of another run ({before}), not of this one ({identity}): start with another --data folder.");
        }
    }
}
