namespace Snapshotter.Core.Submission;

/// <summary>Whether a submission was taken.</summary>
public enum DeliveryFate
{
    /// <summary>It was taken.</summary>
    Delivered,

    /// <summary>It was refused, and would be another time.</summary>
    Refused,

    /// <summary>It was refused, by an endpoint that may be behind; it is refused for good when it is refused again and again.</summary>
    Doubted,

    /// <summary>It was not taken, or that is not known; another try may help.</summary>
    Later,
}
