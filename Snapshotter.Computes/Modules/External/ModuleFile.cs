namespace Snapshotter.Computes.Modules.External;

/// <summary>A file of a modules folder that is to be a module.</summary>
/// <param name="Name">The path below the modules folder.</param>
/// <param name="Path">The whole path.</param>
internal sealed record ModuleFile(string Name, string Path)
{
    /// <summary>The largest module: far more than code needs.</summary>
    public const long MaxBytes = 32 * 1024 * 1024;

    /// <summary>The most modules of a folder.</summary>
    public const int MaxFiles = 200;

    private const string Extension = ".dll";

    /// <summary>The modules of a folder in the order of their names: its own assemblies, and in each folder below it the assembly of the folder's name.</summary>
    /// <exception cref="ModuleRefusedException">There are too many.</exception>
    public static IReadOnlyList<ModuleFile> Find(string folder)
    {
        var files = Directory.EnumerateFiles(folder, $"*{Extension}")
            .Concat(Directory.EnumerateDirectories(folder)
                .Where(static below => !System.IO.Path.GetFileName(below).StartsWith('.'))
                .Select(static below => System.IO.Path.Combine(below, System.IO.Path.GetFileName(below) + Extension)))
            .Take(MaxFiles + 1)
            .ToList();
        if (files.Count > MaxFiles) throw new ModuleRefusedException($"The folder has more than {MaxFiles} modules. Check that it is the right one.");
        return [.. files.Select(path => new ModuleFile(System.IO.Path.GetRelativePath(folder, path), path)).OrderBy(static file => file.Name, StringComparer.Ordinal)];
    }

    /// <summary>The bytes.</summary>
    /// <exception cref="ModuleRefusedException">The file is missing, too large or cannot be read.</exception>
    public byte[] Read()
    {
        if (!File.Exists(Path))
            throw new ModuleRefusedException("There is no such file, and a folder of the modules folder is one module, whose assembly has its name. Rename the folder or the assembly, or take the folder away.");
        try
        {
            using var file = File.OpenRead(Path);
            if (file.Length > MaxBytes) throw new ModuleRefusedException($"The file has {file.Length} bytes, more than the {MaxBytes} allowed. Check that it is a module.");
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModuleRefusedException($"The file cannot be read: {exception.Message} Let the node's user read it.", exception);
        }
    }
}
