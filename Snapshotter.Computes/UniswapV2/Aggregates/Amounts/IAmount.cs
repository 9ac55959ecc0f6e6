using System.Numerics;
using System.Text.Json;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Computes.UniswapV2.Aggregates.Amounts;

/// <summary>A number that aggregates add up, and what follows from the kind of arithmetic it stands for.</summary>
internal interface IAmount<TSelf> : IAdditionOperators<TSelf, TSelf, TSelf>, ISubtractionOperators<TSelf, TSelf, TSelf>
    where TSelf : struct, IAmount<TSelf>
{
    /// <summary>What stands before the project types of aggregates in this arithmetic.</summary>
    static abstract string ProjectTypePrefix { get; }

    /// <summary>Larger amounts first.</summary>
    static abstract IComparer<TSelf> Descending { get; }

    /// <summary>The order in which the snapshots of a collection are taken.</summary>
    static abstract IEnumerable<BuiltSnapshot> InOrder(IReadOnlyList<BuiltSnapshot> underlying);

    /// <summary>The number at which the reader stands.</summary>
    /// <exception cref="JsonException">It is no finite number.</exception>
    static abstract TSelf Read(ref Utf8JsonReader reader);

    /// <summary>By how many percent this amount lies above an earlier one.</summary>
    /// <param name="before">The earlier amount.</param>
    /// <param name="what">What is compared, for the error.</param>
    /// <exception cref="SnapshotException">The arithmetic has no answer.</exception>
    TSelf PercentSince(TSelf before, string what);

    /// <summary>Writes the number.</summary>
    void WriteTo(CanonicalJsonWriter writer);
}
