namespace Snapshotter.Core.Configuration;

/// <summary>An entry of preloader.json: a task's name, by which projects ask for it, and who does it.</summary>
public sealed record PreloadTask(string TaskType, ModuleReference Processor);
