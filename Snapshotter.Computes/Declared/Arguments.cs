using Snapshotter.Core.Snapshots;

namespace Snapshotter.Computes.Declared;

/// <summary>The arguments of a call, in which the data source may stand for an address.</summary>
/// <param name="Values">ABI values; <see cref="Source"/> where the data source belongs.</param>
internal sealed record Arguments(IReadOnlyList<object?> Values)
{
    /// <summary>Stands for the data source.</summary>
    public static readonly object Source = new();

    /// <summary>Whether the data source is among them.</summary>
    public bool UseSource => Values.Any(HoldsSource);

    /// <summary>The arguments for a project.</summary>
    /// <exception cref="SnapshotException">The data source is needed, and missing or no address.</exception>
    public IReadOnlyList<object?> Of(DataSource? source) => UseSource ? [.. Values.Select(value => Fill(value, source))] : Values;

    private static bool HoldsSource(object? value) => ReferenceEquals(value, Source) || (value is object?[] items && items.Any(HoldsSource));

    private static object? Fill(object? value, DataSource? source)
    {
        if (ReferenceEquals(value, Source)) return AddressChoice.SourceOf(source);
        return value is object?[] items ? Array.ConvertAll(items, item => Fill(item, source)) : value;
    }
}
