namespace Snapshotter.Core.Submission;

/// <summary>What became of a submission.</summary>
/// <param name="Fate">Whether it was taken.</param>
/// <param name="Reason">Why it was not, with the next step; empty when it was.</param>
public sealed record Delivery(DeliveryFate Fate, string Reason)
{
    /// <summary>It was taken.</summary>
    public static Delivery Done { get; } = new(DeliveryFate.Delivered, "");

    /// <summary>Whether it is signed anew for the next try, because what was sent for it is spent.</summary>
    public bool StartsOver { get; private init; }

    /// <summary>It was refused for good.</summary>
    public static Delivery Refused(string reason) => new(DeliveryFate.Refused, reason);

    /// <summary>It may be taken another time.</summary>
    public static Delivery Later(string reason) => new(DeliveryFate.Later, reason);

    /// <summary>It may be taken when it is signed anew.</summary>
    public static Delivery Anew(string reason) => new(DeliveryFate.Later, reason) { StartsOver = true };

    /// <summary>It was refused by somebody who may be behind.</summary>
    public static Delivery Doubted(string reason) => new(DeliveryFate.Doubted, reason) { StartsOver = true };
}
