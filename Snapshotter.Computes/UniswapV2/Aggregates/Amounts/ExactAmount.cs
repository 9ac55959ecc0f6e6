using System.Numerics;
using System.Text.Json;
using Snapshotter.Core.Numerics;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Computes.UniswapV2.Aggregates.Amounts;

/// <summary>
/// A whole number of millionths: the precision of a base snapshot's own totals, so that reading those loses nothing. Sums are exact, and
/// therefore the same in any order.
/// </summary>
internal readonly record struct ExactAmount(BigInteger Units) : IAmount<ExactAmount>
{
    /// <summary>The digits after the point.</summary>
    public const int Decimals = 6;

    private static readonly BigInteger Hundred = 100 * BigInteger.Pow(10, Decimals);

    public static string ProjectTypePrefix => "exact_";

    public static IComparer<ExactAmount> Descending { get; } = Comparer<ExactAmount>.Create(static (x, y) => y.Units.CompareTo(x.Units));

    public static ExactAmount operator +(ExactAmount left, ExactAmount right) => new(left.Units + right.Units);

    public static ExactAmount operator -(ExactAmount left, ExactAmount right) => new(left.Units - right.Units);

    /// <summary>By project id, each project once, so that neither CIDs nor repeated deliveries decide ties.</summary>
    public static IEnumerable<BuiltSnapshot> InOrder(IReadOnlyList<BuiltSnapshot> underlying) => underlying
        .DistinctBy(static snapshot => snapshot.ProjectId)
        .OrderBy(static snapshot => snapshot.ProjectId, StringComparer.Ordinal);

    public static ExactAmount Read(ref Utf8JsonReader reader) => reader.TokenType is JsonTokenType.Number
        ? new ExactAmount(DecimalText.ToUnits(reader.ValueSpan, Decimals))
        : throw new JsonException($"A number is expected where a {reader.TokenType} stands.");

    /// <summary>Rounded half to even; 0 when there was nothing before.</summary>
    public ExactAmount PercentSince(ExactAmount before, string what) =>
        new(before.Units.IsZero ? BigInteger.Zero : HalfEven.Divide((Units - before.Units) * Hundred, before.Units));

    public void WriteTo(CanonicalJsonWriter writer) => writer.Decimal(Units, Decimals);
}
