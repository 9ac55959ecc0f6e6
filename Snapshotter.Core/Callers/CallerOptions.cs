using System.ComponentModel.DataAnnotations;

namespace Snapshotter.Core.Callers;

/// <summary>How callers of the API are counted.</summary>
public sealed class CallerOptions
{
    /// <summary>The name of the section in the settings.</summary>
    public const string Section = "Callers";

    /// <summary>The most callers without a key that are told apart; further ones share one limit.</summary>
    /// <value>Default 100,000.</value>
    [Range(1, 10_000_000)]
    public int MaxAddresses { get; init; } = 100_000;

    /// <summary>The most calls a host takes from a caller's windows in advance, so that the next calls need not wait for the store.</summary>
    /// <value>Default 1,024; 0 takes every call by itself.</value>
    [Range(0, 1_000_000)]
    public int CallsInAdvance { get; init; } = 1_024;

    /// <summary>How often counts of successful and refused calls are written, and calls taken in advance are given back when their caller has fallen silent.</summary>
    /// <value>Default a quarter of a second.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan CountInterval { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long a host goes by what it knows of a key or of a window that is used up, before it looks into the store again: the time a change by another host takes to count.</summary>
    /// <value>Default one second.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan KnownFor { get; init; } = TimeSpan.FromSeconds(1);
}
