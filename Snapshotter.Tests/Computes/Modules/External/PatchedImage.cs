using System.Buffers.Binary;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Snapshotter.Tests.Computes.Modules.External;

/// <summary>Assemblies that were changed byte by byte into what no compiler here makes.</summary>
internal static class PatchedImage
{
    private const int ClrHeader = 14;
    private const int DirectorySize = 8;

    /// <summary>The same for another processor.</summary>
    public static byte[] ForMachine(byte[] assembly, Machine machine)
    {
        var bytes = assembly.ToArray();
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(HeadersOf(bytes).CoffHeaderStartOffset), (ushort)machine);
        return bytes;
    }

    /// <summary>A library without anything of .NET.</summary>
    public static byte[] Native(byte[] assembly)
    {
        var bytes = assembly.ToArray();
        var headers = HeadersOf(bytes);
        var directories = headers.PEHeaderStartOffset + (headers.PEHeader!.Magic is PEMagic.PE32 ? 96 : 112);
        bytes.AsSpan(directories + (ClrHeader * DirectorySize), DirectorySize).Clear();
        return bytes;
    }

    /// <summary>The same, compiled against another version of an assembly.</summary>
    public static byte[] Against(byte[] assembly, string reference, ushort major)
    {
        var bytes = assembly.ToArray();
        using var image = new PEReader(new MemoryStream(bytes));
        var metadata = image.GetMetadataReader();
        var row = metadata.AssemblyReferences.Single(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name) == reference);
        var table = image.PEHeaders.MetadataStartOffset + metadata.GetTableMetadataOffset(TableIndex.AssemblyRef);
        var offset = table + ((MetadataTokens.GetRowNumber(row) - 1) * metadata.GetTableRowSize(TableIndex.AssemblyRef));
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(offset), major);
        return bytes;
    }

    private static PEHeaders HeadersOf(byte[] bytes)
    {
        using var image = new PEReader(new MemoryStream(bytes));
        return image.PEHeaders;
    }
}
