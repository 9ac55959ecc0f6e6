using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;

namespace Snapshotter.Computes.Modules.External;

/// <summary>Looks at the bytes of a module before anything of it runs.</summary>
internal static class ModuleInspection
{
    /// <exception cref="ModuleRefusedException">It is no assembly that this node can run.</exception>
    public static void Check(byte[] bytes)
    {
        try
        {
            using var image = new PEReader(new MemoryStream(bytes, writable: false));
            if (!image.HasMetadata) throw new ModuleRefusedException("It is a native library, not a .NET assembly. Put native libraries beside the module that uses them, in its own folder.");
            CheckArchitecture(image.PEHeaders);
            CheckReferences(image.GetMetadataReader());
        }
        catch (BadImageFormatException exception)
        {
            throw new ModuleRefusedException("It is no .NET assembly. Copy the file again, or build it anew.", exception);
        }
    }

    private static void CheckArchitecture(PEHeaders headers)
    {
        var machine = headers.CoffHeader.Machine;
        var corFlags = headers.CorHeader!.Flags;
        var isPortable = machine is Machine.I386 && corFlags.HasFlag(CorFlags.ILOnly) && !corFlags.HasFlag(CorFlags.Requires32Bit);
        if (isPortable || machine == Own()) return;
        throw new ModuleRefusedException($"It is built for {machine}, and this node runs on {RuntimeInformation.ProcessArchitecture}. Build it for AnyCPU.");
    }

    private static void CheckReferences(MetadataReader metadata)
    {
        if (!metadata.IsAssembly) throw new ModuleRefusedException("It is a netmodule, a part of an assembly. Build it as a library.");
        var isOnContracts = false;
        foreach (var handle in metadata.AssemblyReferences)
        {
            var reference = metadata.GetAssemblyReference(handle);
            var name = metadata.GetString(reference.Name);
            if (Contracts.Find(name)?.GetName().Version is not { } own) continue;
            isOnContracts = true;
            if (!Contracts.Fits(reference.Version, own))
                throw new ModuleRefusedException($"It is built against {name} {reference.Version}, and this node has {own}. Build it against this node's version.");
        }

        if (!isOnContracts) throw new ModuleRefusedException("It does not refer to Snapshotter.Core, so it holds no modules. Put what a module depends on beside it, in the module's own folder.");
    }

    private static Machine Own() => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => Machine.Amd64,
        Architecture.X86 => Machine.I386,
        Architecture.Arm64 => Machine.Arm64,
        Architecture.Arm => Machine.ArmThumb2,
        _ => Machine.Unknown,
    };
}
