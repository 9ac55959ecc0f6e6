using Snapshotter.Core.Snapshots;

namespace Snapshotter.Core.Configuration;

/// <summary>Who builds the snapshots of a project type.</summary>
public abstract record ProcessorChoice
{
    private protected ProcessorChoice()
    {
    }

    /// <summary>The processor.</summary>
    /// <param name="modules">Has the classes that a configuration names.</param>
    public abstract ISnapshotProcessor Resolve(IModuleRegistry modules);

    /// <summary>The processor of a bulk type, which is always a class.</summary>
    /// <param name="modules">Has the classes that a configuration names.</param>
    /// <exception cref="InvalidOperationException">It is declared, which the check of the configuration refuses.</exception>
    public abstract IBulkProcessor ResolveBulk(IModuleRegistry modules);
}

/// <summary>A class, by its name.</summary>
/// <param name="Reference">The class.</param>
public sealed record NamedProcessor(ModuleReference Reference) : ProcessorChoice
{
    /// <inheritdoc/>
    public override ISnapshotProcessor Resolve(IModuleRegistry modules) => modules.Processor(Reference.ClassName);

    /// <inheritdoc/>
    public override IBulkProcessor ResolveBulk(IModuleRegistry modules) => modules.BulkProcessor(Reference.ClassName);
}

/// <summary>A processor that the project type itself describes.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Processor">The processor.</param>
public sealed record DeclaredProcessor(string Kind, ISnapshotProcessor Processor) : ProcessorChoice
{
    /// <inheritdoc/>
    public override ISnapshotProcessor Resolve(IModuleRegistry modules) => Processor;

    /// <inheritdoc/>
    public override IBulkProcessor ResolveBulk(IModuleRegistry modules) => throw new InvalidOperationException($"A processor of kind {Kind} builds the snapshot of one project at a time.");
}
