using Snapshotter.Api.Chaos.Node;
using Snapshotter.Api.Chaos.Worlds;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Api.Chaos.Invariants;

/// <summary>All that is known of a run when it is over.</summary>
internal sealed record History
{
    private readonly IReadOnlyList<Finality> _finalities = [];

    /// <summary>The epochs there had to be.</summary>
    public required int Epochs { get; init; }

    /// <summary>The projects there had to be in each.</summary>
    public required IReadOnlyList<string> ProjectIds { get; init; }

    /// <summary>The forks by their places in the world.</summary>
    public required IReadOnlyList<ForkTruth> Forks { get; init; }

    /// <summary>The fork that the chain ended with.</summary>
    public int FinalFork { get; init; }

    /// <summary>What the node says of its epochs.</summary>
    public IReadOnlyDictionary<long, EpochOutcome> Outcomes { get; init; } = new Dictionary<long, EpochOutcome>();

    /// <summary>What is final, as the state holds it.</summary>
    public IReadOnlyList<Finality> Finalities
    {
        get => _finalities;
        init
        {
            _finalities = value;
            Finalized = value.DistinctBy(static final => final.Key).ToDictionary(static final => final.Key, static final => final.Cid);
        }
    }

    /// <summary>What is final, by project and epoch.</summary>
    public IReadOnlyDictionary<SnapshotKey, string> Finalized { get; private init; } = new Dictionary<SnapshotKey, string>();

    /// <summary>The contents of the store, of the CIDs that are final.</summary>
    public IReadOnlyDictionary<string, byte[]> Contents { get; init; } = new Dictionary<string, byte[]>();

    /// <summary>Successful submissions by project.</summary>
    public IReadOnlyDictionary<string, SubmissionCounts> Counts { get; init; } = new Dictionary<string, SubmissionCounts>();

    /// <summary>Jobs that were given up, with the reasons.</summary>
    public IReadOnlyList<string> DeadJobs { get; init; } = [];

    /// <summary>Jobs that were left in the queue.</summary>
    public long JobsLeft { get; init; }

    /// <summary>Jobs that were left with a worker.</summary>
    public long JobsProcessing { get; init; }

    /// <summary>Epochs that were left with jobs.</summary>
    public IReadOnlyList<long> OpenEpochs { get; init; } = [];

    /// <summary>Records of jobs that were left though they go with the last job; only where they have names of their own.</summary>
    public IReadOnlyList<string> RecordsLeft { get; init; } = [];

    /// <summary>What the REST API answered, in order.</summary>
    public IReadOnlyList<Sample> Samples { get; init; } = [];

    /// <summary>What was submitted, in order.</summary>
    public IReadOnlyList<Submission> Submissions { get; init; } = [];

    /// <summary>Whether anything can have kept the node from noting that it submitted: a kill, a store outage or a lease cut short by a clock jump.</summary>
    public bool MayRepeatSubmissions { get; init; }

    /// <summary>What the contract holds as final; null where there is no contract.</summary>
    public IReadOnlyDictionary<SnapshotKey, string>? Contract { get; init; }

    /// <summary>Whether what was final may have been taken back: the anchor chain was reorganised.</summary>
    public bool MayTakeBack { get; init; }

    /// <summary>What the IPFS node holds, by CID; null where there is none.</summary>
    public IReadOnlyDictionary<string, byte[]>? Pinned { get; init; }

    /// <summary>Why pins were given up, by CID.</summary>
    public IReadOnlyDictionary<string, string> FailedPins { get; init; } = new Dictionary<string, string>();

    /// <summary>Pins that were left in the queue.</summary>
    public long PinsLeft { get; init; }

    /// <summary>Submissions on their way that were left.</summary>
    public long SubmissionsLeft { get; init; }

    /// <summary>Whether contents may be in the IPFS node alone, and so not be had for a while.</summary>
    public bool MayLackContents { get; init; }

    /// <summary>Whether the API may have had to say that it cannot answer: a store failed, or the IPFS node that alone has a content, or the anchor chain.</summary>
    public bool MayFailToAnswer { get; init; }

    /// <summary>Ends of the process that nobody asked for, and other things that went wrong with it.</summary>
    public IReadOnlyList<string> ProcessFaults { get; init; } = [];
}

/// <summary>What is true on a fork.</summary>
/// <param name="EndHashes">The hash of every epoch's last block.</param>
/// <param name="Texts">The texts of all snapshots.</param>
internal sealed record ForkTruth(IReadOnlyDictionary<long, string> EndHashes, IReadOnlyDictionary<SnapshotKey, string> Texts);

/// <summary>What the node says of an epoch.</summary>
/// <param name="EndHash">The hash of its last block.</param>
/// <param name="Note">What is noted beside its release, or null.</param>
/// <param name="Stages">The errors of its stages by subject; null where one succeeded.</param>
internal sealed record EpochOutcome(string EndHash, string? Note, IReadOnlyDictionary<(Stage Stage, string Subject), string?> Stages);

/// <summary>A CID that is final for a project in an epoch.</summary>
internal sealed record Finality(SnapshotKey Key, string Cid);

/// <summary>How often submissions for a project were counted.</summary>
internal sealed record SubmissionCounts(long Successful, long Incorrect, long Missed);

/// <summary>An answer of the REST API.</summary>
/// <param name="Key">What was asked for.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Cid">The CID it names, when it is 200.</param>
/// <param name="Body">The snapshot, when it is 200.</param>
internal sealed record Sample(SnapshotKey Key, int Status, string? Cid, byte[]? Body);
