using Snapshotter.Core.Telemetry;

namespace Snapshotter.Core.Storage.Redis;

/// <summary>The keys that are read by their names; <c>keys.lua</c> names them for the scripts, which write them.</summary>
internal static class RedisKeys
{
    public const string Epochs = "snapshotter:epochs";
    public const string EpochsWithTransitions = "snapshotter:epochs:transitions";
    public const string FailingEpochs = "snapshotter:epochs:failing";
    public const string EpochsWithBuilt = "snapshotter:epochs:built";
    public const string EpochsWithOutbox = "snapshotter:epochs:outbox";
    public const string Projects = "snapshotter:projects";
    public const string OwnProjects = "snapshotter:projects:own";
    public const string StoredProjects = "storedProjectIds";
    public const string FirstEpochs = "projectFirstEpoch";
    public const string Outbox = "snapshotter:outbox";
    public const string Facts = "snapshotter:facts";
    public const string Contents = "snapshotter:contents";
    public const string OpenJobs = "snapshotter:jobs:open";
    public const string DeadJobs = "snapshotter:jobs:dead";
    public const string DeadJobRecords = "snapshotter:jobs:dead:records";
    public const string Wishes = "snapshotter:reads:wishes";

    public static string Stage(long epochId, Stage stage) => $"epochID:{epochId}:stateID:{StageNames.NameOf(stage)}:processingStatus";

    public static string Built(long epochId) => $"snapshotter:epoch:{epochId}:built";

    public static string OutboxOf(long epochId) => $"snapshotter:epoch:{epochId}:outbox";

    public static string Finality(string projectId) => $"projectID:{projectId}:finalizedData";

    public static string LastFinalized(string projectId) => $"projectID:{projectId}:lastFinalizedEpoch";

    public static string Reports(string projectId) => $"projectID:{projectId}:snapshotterStatusReport";

    public static string Counter(string projectId, string outcome) => $"projectID:{projectId}:total{outcome}SnapshotCount";

    public static string Pace(long hour) => $"snapshotter:jobs:pace:{hour}";

    public static string Reads(long epochId) => $"snapshotter:epoch:{epochId}:reads";

    public static string JobIn(long epochId, long id) => $"{id:D16}:{epochId}";

    public static string Jobs(long epochId) => $"snapshotter:jobs:epoch:{epochId}";

    public static string JobNames(long epochId) => $"{Jobs(epochId)}:names";
}
