using Snapshotter.Core.Configuration;
using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Computes.Declared;

/// <summary>An address that a declaration gives, or the project's data source.</summary>
/// <param name="Constant">The address, or null for the data source.</param>
internal readonly record struct AddressChoice(Address? Constant)
{
    /// <summary>What stands in a declaration for the data source.</summary>
    public const string SourcePlaceholder = "{source}";

    /// <summary>Whether it is the data source.</summary>
    public bool IsSource => Constant is null;

    /// <summary>The choice of a field, which is the data source where it is missing.</summary>
    /// <returns>Null when there is a fault.</returns>
    public static AddressChoice? Read(ConfigurationNode? node)
    {
        if (node is not { } given || IsPlaceholder(given)) return new AddressChoice(null);
        return given.Address() is { } address ? new AddressChoice(address) : null;
    }

    /// <summary>Whether a field stands for the data source.</summary>
    public static bool IsPlaceholder(ConfigurationNode node) =>
        node.Json.ValueKind is System.Text.Json.JsonValueKind.String && node.Json.ValueEquals(SourcePlaceholder);

    /// <summary>The address for a project.</summary>
    /// <exception cref="SnapshotException">The data source is needed, and missing or no address.</exception>
    public Address Of(DataSource? source) => Constant ?? SourceOf(source);

    /// <summary>The address that a data source is.</summary>
    /// <exception cref="SnapshotException">It is missing or no address.</exception>
    public static Address SourceOf(DataSource? source) => source is { Primary: null } && Address.TryParse(source.Value, out var address)
        ? address
        : throw new SnapshotException($"The data source '{source}' is no address: correct it in projects.json.");
}
