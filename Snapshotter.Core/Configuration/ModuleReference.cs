namespace Snapshotter.Core.Configuration;

/// <summary>The class that does the work, as upstream configuration names it.</summary>
/// <param name="Module">The upstream module path; only aggregates need it, where two modules share a class name.</param>
/// <param name="ClassName">The class name, by which this node finds its own implementation.</param>
public sealed record ModuleReference(string Module, string ClassName)
{
    /// <summary>The last part of the module path, such as <c>single_uniswap_trade_volume_24h</c>.</summary>
    public string ModuleName => Module[(Module.LastIndexOf('.') + 1)..];
}
