using Snapshotter.Core.Epochs.Catalogue;
using Snapshotter.Core.Jobs.Ledger;

namespace Snapshotter.Tests.Support.Stores;

/// <summary>Adapters that also show their operator what they hold.</summary>
internal interface IOperatorStores : IStores
{
    /// <summary>By the clock of the queue.</summary>
    IJobLedger Ledger { get; }

    IEpochCatalogue Catalogue { get; }
}
