namespace Snapshotter.Computes.Modules.External;

/// <summary>A file that was taken as a module.</summary>
/// <param name="File">Its path below the modules folder.</param>
/// <param name="Set">What it has.</param>
public sealed record AddedModule(string File, ModuleSet Set)
{
    /// <inheritdoc/>
    public override string ToString() => $"The module {File} adds {string.Join(", ", Set.ClassNames.Distinct(StringComparer.Ordinal))}; it runs with the rights of this node.";
}
