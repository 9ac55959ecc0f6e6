namespace Snapshotter.Api.Trying;

/// <summary>A snapshot that was built for a try.</summary>
/// <param name="ProjectId">The project id it would have in the namespace of the configuration.</param>
/// <param name="Bytes">The canonical bytes.</param>
internal sealed record TriedSnapshot(string ProjectId, ReadOnlyMemory<byte> Bytes);
