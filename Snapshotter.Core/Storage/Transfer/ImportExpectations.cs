namespace Snapshotter.Core.Storage.Transfer;

/// <summary>What a file must be of to be taken in; null where anything will do.</summary>
/// <param name="Namespace">The namespace of the projects.</param>
/// <param name="EpochSize">Blocks per epoch.</param>
public sealed record ImportExpectations(string? Namespace = null, int? EpochSize = null);
