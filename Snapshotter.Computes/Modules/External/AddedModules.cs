namespace Snapshotter.Computes.Modules.External;

/// <summary>What was found in a modules folder.</summary>
/// <param name="Added">The files that were taken.</param>
/// <param name="Refusals">The files that were not.</param>
public sealed record AddedModules(IReadOnlyList<AddedModule> Added, IReadOnlyList<ModuleRefusal> Refusals)
{
    /// <summary>No modules.</summary>
    public static AddedModules None { get; } = new([], []);

    /// <summary>The modules.</summary>
    public IReadOnlyList<ModuleSet> Sets => [.. Added.Select(static added => added.Set)];

    /// <summary>What the operator should know, a sentence each.</summary>
    public IEnumerable<string> Notes =>
        Added.Select(static added => $"{added}").Concat(Refusals.Select(static refusal => $"A module is refused and left out: {refusal}"));
}
