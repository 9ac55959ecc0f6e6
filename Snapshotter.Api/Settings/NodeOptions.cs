using Snapshotter.Api.Rest;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Jobs.Schedule;
using Snapshotter.Core.Protocol;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry;
using Snapshotter.Ethereum.JsonRpc;

namespace Snapshotter.Api.Settings;

/// <summary>All settings of the node.</summary>
public sealed record NodeOptions(
    ApiOptions Api,
    RestOptions Rest,
    StorageOptions Storage,
    RetentionOptions Retention,
    MaintenanceOptions Maintenance,
    RpcOptions Rpc,
    EpochOptions Epochs,
    SourceChainOptions SourceChain,
    JobOptions Jobs,
    LocalProtocolOptions LocalProtocol,
    HealthOptions Health);
