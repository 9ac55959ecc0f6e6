using Snapshotter.Api.Admin;
using Snapshotter.Api.Keys;
using Snapshotter.Api.Ops;
using Snapshotter.Api.Relaying;
using Snapshotter.Api.Rest;
using Snapshotter.Api.Rest.Access;
using Snapshotter.Api.Telemetry;
using Snapshotter.Computes.Modules.External;
using Snapshotter.Core;
using Snapshotter.Core.Callers;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Jobs.Schedule;
using Snapshotter.Core.Protocol;
using Snapshotter.Core.Reporting;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Kubo;
using Snapshotter.Core.Storage.Redis;
using Snapshotter.Core.Telemetry;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Transactions.Sending;

namespace Snapshotter.Api.Settings;

/// <summary>All settings of the node.</summary>
public sealed record NodeOptions(
    ApiOptions Api,
    RestOptions Rest,
    AccessOptions Access,
    CallerOptions Callers,
    AdminOptions Admin,
    StorageOptions Storage,
    RetentionOptions Retention,
    MaintenanceOptions Maintenance,
    RpcOptions Rpc,
    EpochOptions Epochs,
    SourceChainOptions SourceChain,
    JobOptions Jobs,
    LocalProtocolOptions LocalProtocol,
    HealthOptions Health,
    KuboOptions Ipfs,
    ModuleOptions Modules)
{
    /// <summary>The protocol state on the anchor chain.</summary>
    public ProtocolOptions Protocol { get; init; } = new();

    /// <summary>How the anchor chain is reached.</summary>
    public RpcOptions AnchorRpc { get; init; } = new();

    /// <summary>How transactions are priced and followed.</summary>
    public SendingOptions Transactions { get; init; } = new();

    /// <summary>Where keys come from.</summary>
    public KeyOptions Keys { get; init; } = new();

    /// <summary>What the process does.</summary>
    public RoleOptions Roles { get; init; } = new();

    /// <summary>How the shared Redis is reached.</summary>
    public RedisOptions Redis { get; init; } = new();

    /// <summary>Whom the node tells of its failures.</summary>
    public ReportingOptions Reporting { get; init; } = new();

    /// <summary>The operator pages.</summary>
    public OpsOptions Ops { get; init; } = new();

    /// <summary>How the node tells what it does.</summary>
    public TelemetryOptions Telemetry { get; init; } = new();

    /// <summary>How a relayer is reached.</summary>
    public RelayerOptions Relayer { get; init; } = new();
}
