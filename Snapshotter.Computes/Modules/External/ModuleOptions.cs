namespace Snapshotter.Computes.Modules.External;

/// <summary>The compute modules that are added to the node's own.</summary>
public sealed class ModuleOptions
{
    /// <summary>The name of the section in the settings.</summary>
    public const string Section = "Modules";

    /// <summary>The folder of the modules, relative to the working directory: NAME/NAME.dll for each, with what it depends on beside it, or NAME.dll alone.</summary>
    /// <value>Default none: no modules are added.</value>
    public string? Path { get; init; }

    /// <summary>Whether the node starts without modules that it has to refuse, instead of not at all.</summary>
    /// <value>Default false.</value>
    public bool StartWithoutRefused { get; init; }
}
