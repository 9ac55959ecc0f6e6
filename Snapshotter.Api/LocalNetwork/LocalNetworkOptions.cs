using Snapshotter.Api.LocalNetwork.Faults;

namespace Snapshotter.Api.LocalNetwork;

/// <summary>A network on one machine.</summary>
/// <param name="Nodes">The number of nodes.</param>
/// <param name="Pace">Seconds between two source blocks.</param>
/// <param name="Epochs">After how many epochs it ends; null to run until stopped.</param>
/// <param name="Fault">How the last node misbehaves.</param>
/// <param name="ConfigFolder">What the nodes build.</param>
/// <param name="DataFolder">Where the nodes keep their state; null for a folder that is gone afterwards.</param>
/// <param name="ReportFile">Where the report goes, or null.</param>
internal sealed record LocalNetworkOptions(int Nodes, double Pace, int? Epochs, FaultKind Fault, string ConfigFolder, string? DataFolder, string? ReportFile)
{
    /// <summary>Whether the source chain is one that trades, rather than the bundled blocks.</summary>
    public bool IsLive { get; init; }

    /// <summary>What decides the trades of a live source chain.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>For how many anchor blocks after its release an epoch takes submissions.</summary>
    public const int SubmissionWindow = 20;

    /// <summary>Seconds between two anchor blocks.</summary>
    public const int AnchorBlockSeconds = 1;

    /// <summary>How long the anchor chain's time stands still for an honest node that has not been heard, so that a busy machine makes nobody late.</summary>
    public static readonly TimeSpan LongestHold = TimeSpan.FromMinutes(3);

    /// <summary>How long nothing may happen before the network counts as stuck.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
}
