using Snapshotter.Core.Epochs.Catalogue;
using Snapshotter.Core.Jobs.Ledger;

namespace Snapshotter.Api.Ops;

/// <summary>What the node's store can show its operator; null where an adapter has no such side.</summary>
/// <param name="Jobs">The jobs.</param>
/// <param name="Epochs">The epochs.</param>
internal sealed record OpsStores(IJobLedger? Jobs, IEpochCatalogue? Epochs);
