using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Computes.Quests;

/// <summary>Whose quest a snapshot is: the wallet is the data source of the project.</summary>
internal static class QuestSource
{
    /// <summary>A snapshot of a wallet's project.</summary>
    public static BulkSnapshot Of(Address wallet, ISnapshot snapshot) => new(new DataSource(wallet.ToString()), snapshot);
}
