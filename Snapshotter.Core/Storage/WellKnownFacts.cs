namespace Snapshotter.Core.Storage;

/// <summary>Keys of facts that more than one room reads.</summary>
public static class WellKnownFacts
{
    /// <summary>What the data folder was begun with: source, blocks per epoch, namespace; UTF-8.</summary>
    public const string Identity = "node:identity";
}
