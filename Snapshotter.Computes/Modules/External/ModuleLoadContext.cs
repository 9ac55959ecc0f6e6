using System.Reflection;
using System.Runtime.Loader;

namespace Snapshotter.Computes.Modules.External;

/// <summary>Where one module and what it depends on live, apart from the node and from other modules; only the contracts are shared.</summary>
internal sealed class ModuleLoadContext(string path) : AssemblyLoadContext(System.IO.Path.GetFileNameWithoutExtension(path), isCollectible: true)
{
    private readonly AssemblyDependencyResolver _dependencies = new(path);

    /// <summary>Loads the module from the bytes that were inspected, whatever became of the file since.</summary>
    public Assembly LoadModule(byte[] bytes) => LoadFromStream(new MemoryStream(bytes, writable: false));

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName) =>
        Contracts.Find(assemblyName.Name) ?? (_dependencies.ResolveAssemblyToPath(assemblyName) is { } found ? LoadFromAssemblyPath(found) : null);

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _dependencies.ResolveUnmanagedDllToPath(unmanagedDllName) is { } found ? LoadUnmanagedDllFromPath(found) : 0;
}
