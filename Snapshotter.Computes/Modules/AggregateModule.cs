using Snapshotter.Core.Aggregation;

namespace Snapshotter.Computes.Modules;

/// <summary>An aggregate processor and how a configuration names it.</summary>
/// <param name="ClassName">The class name.</param>
/// <param name="Processor">The processor.</param>
/// <param name="ModuleName">The last part of the module's path, where several modules have a class of this name; otherwise null.</param>
public sealed record AggregateModule(string ClassName, IAggregateProcessor Processor, string? ModuleName = null);
