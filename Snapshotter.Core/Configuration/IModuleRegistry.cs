using Snapshotter.Core.Aggregation;
using Snapshotter.Core.Preloading;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Core.Configuration;

/// <summary>Makes the processors and preloaders that a configuration names.</summary>
public interface IModuleRegistry
{
    /// <summary>What can be made.</summary>
    KnownModules Known { get; }

    /// <summary>The processor of a class name in <see cref="KnownModules.Processors"/>.</summary>
    ISnapshotProcessor Processor(string className);

    /// <summary>The bulk processor of a class name in <see cref="KnownModules.BulkProcessors"/>.</summary>
    IBulkProcessor BulkProcessor(string className);

    /// <summary>The aggregate processor of a module and a class name in <see cref="KnownModules.AggregateProcessors"/>.</summary>
    IAggregateProcessor AggregateProcessor(ModuleReference reference);

    /// <summary>The preloader of a class name in <see cref="KnownModules.Preloaders"/>.</summary>
    IPreloader Preloader(string className);

    /// <summary>The transformation of a class name in <see cref="KnownModules.Transformations"/>.</summary>
    ISnapshotTransformation Transformation(string className);
}
