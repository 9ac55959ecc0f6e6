namespace Snapshotter.Api.Chaos.Source;

/// <summary>What an endpoint shows of the world's chain.</summary>
/// <param name="Fork">Which fork, by its place in the world.</param>
/// <param name="Head">The newest block.</param>
internal readonly record struct ChainView(int Fork, long Head);
