using System.Text.Json;
using Snapshotter.Core.Numerics;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Computes.UniswapV2.Aggregates.Amounts;

/// <summary>A double, added in upstream's order: the order of the CIDs' texts in collections.</summary>
internal readonly record struct FloatAmount(double Value) : IAmount<FloatAmount>
{
    public static string ProjectTypePrefix => "";

    public static IComparer<FloatAmount> Descending { get; } = Comparer<FloatAmount>.Create(static (x, y) => y.Value.CompareTo(x.Value));

    public static FloatAmount operator +(FloatAmount left, FloatAmount right) => new(left.Value + right.Value);

    public static FloatAmount operator -(FloatAmount left, FloatAmount right) => new(left.Value - right.Value);

    public static IEnumerable<BuiltSnapshot> InOrder(IReadOnlyList<BuiltSnapshot> underlying) => underlying;

    public static FloatAmount Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not JsonTokenType.Number) throw new JsonException($"A number is expected where a {reader.TokenType} stands.");
        var value = reader.GetDouble();
        return double.IsFinite(value) ? new FloatAmount(value) : throw new JsonException("A number is too large for a double.");
    }

    public FloatAmount PercentSince(FloatAmount before, string what) => before.Value != 0
        ? new((Value - before.Value) / before.Value * 100)
        : throw new SnapshotException($"The change of {what} in percent cannot be told, because it was 0 a day ago: the aggregate is built again once it no longer is (the exact arithmetic gives 0 instead).");

    /// <summary>Cut off after 5 decimals.</summary>
    public FloatAmount Truncated() => new(PythonFloat.TruncateTo5(Value));

    public void WriteTo(CanonicalJsonWriter writer) => writer.Float(Value);
}
