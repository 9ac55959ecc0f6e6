namespace Snapshotter.Core.Configuration;

/// <summary>Names that must differ, with the place of the first use of each.</summary>
internal sealed class UniqueNames(StringComparer comparer)
{
    private readonly Dictionary<string, string> _places = new(comparer);

    /// <summary>Takes a name; a fault when it was taken before.</summary>
    public void Take(ConfigurationNode node, string name)
    {
        var place = $"{node.File} {node.Path}";
        if (_places.TryAdd(name, place)) return;
        node.Fault($"'{ConfigurationNode.Quoted(name)}' stands already at {_places[name]}.", "Remove one of the two.");
    }
}
