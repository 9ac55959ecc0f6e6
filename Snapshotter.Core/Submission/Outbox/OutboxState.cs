namespace Snapshotter.Core.Submission.Outbox;

/// <summary>How far a submission has come.</summary>
public enum OutboxState
{
    /// <summary>It is to be signed and sent.</summary>
    Queued = 0,

    /// <summary>It is signed; whether it was sent is not known.</summary>
    Signed = 1,

    /// <summary>It was taken.</summary>
    Delivered = 2,

    /// <summary>It will not be sent any more; its stage tells why.</summary>
    Failed = 3,
}
