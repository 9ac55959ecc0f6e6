namespace Snapshotter.Core.Telemetry;

/// <summary>The states an epoch, or a project within one, goes through (spec 1.2.4). The texts clients see are in <see cref="StageNames"/>.</summary>
public enum Stage
{
    /// <summary>The epoch was released.</summary>
    EpochReleased = 0,

    /// <summary>What the project type needs was read; the subject is a project type.</summary>
    Preload = 1,

    /// <summary>The snapshot was built; the subject is a project id, as in all later stages.</summary>
    SnapshotBuild = 2,

    /// <summary>The snapshot's bytes were stored and its CID handed to submission.</summary>
    SnapshotSubmitPayloadCommit = 3,

    /// <summary>The submission was accepted by whoever takes it to consensus.</summary>
    RelayerSend = 4,

    /// <summary>Consensus decided.</summary>
    SnapshotFinalize = 5,
}
