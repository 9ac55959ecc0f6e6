namespace Snapshotter.Core.Submission.Signing;

/// <summary>What a snapshotter signs: the three generations have their own types (spec node 5.5, protocol 2.1).</summary>
public enum SubmissionForm
{
    /// <summary><c>Request</c> without a slot.</summary>
    V1,

    /// <summary><c>Request</c> with a slot, whose id comes first.</summary>
    V1Slot,

    /// <summary><c>EIPRequest</c>, with a slot.</summary>
    V2,
}
