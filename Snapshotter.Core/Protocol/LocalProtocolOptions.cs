using System.ComponentModel.DataAnnotations;

namespace Snapshotter.Core.Protocol;

/// <summary>The embedded protocol state.</summary>
public sealed class LocalProtocolOptions
{
    /// <summary>The name of the section in the settings.</summary>
    public const string Section = "LocalProtocol";

    /// <summary>The block number of the imagined anchor chain before epoch 1; each release is one block further.</summary>
    /// <value>Default 0.</value>
    [Range(0, long.MaxValue / 2)]
    public long FirstAnchorBlock { get; init; }

    /// <summary>For how many later epochs a submission for an epoch is still accepted.</summary>
    /// <value>Default 1000 epochs.</value>
    [Range(1, 1_000_000)]
    public int SubmissionWindowEpochs { get; init; } = 1000;

    /// <summary>
    /// The ids of the projects that are allowed, for project types that take their data sources from the protocol state. What a later start finds
    /// changed holds from the next epoch on.
    /// </summary>
    /// <value>Default none.</value>
    public IList<string> Projects { get; init; } = [];
}
