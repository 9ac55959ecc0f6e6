using System.IO.Compression;

namespace Snapshotter.Ethereum.RecordedChains.Recording;

/// <summary>The parts of a recording under way, so that one that was interrupted goes on where it stopped.</summary>
/// <remarks>Lies in <c>.recording</c> below the target folder. A part is an array; it gets its name only when it is whole.</remarks>
internal sealed class RecordingFolder
{
    private readonly string _target;
    private readonly string _parts;

    public RecordingFolder(string target)
    {
        _target = target;
        _parts = Path.Combine(target, ".recording");
        Directory.CreateDirectory(_parts);
    }

    /// <summary>Where the finished files lie until they are checked.</summary>
    public string Finished => Path.Combine(_parts, "finished");

    /// <summary>Whether a part is there.</summary>
    public bool Has(string part) => File.Exists(PathOf(part));

    /// <summary>The content of a part, or null.</summary>
    public string? ReadText(string part) => Has(part) ? File.ReadAllText(PathOf(part)) : null;

    /// <summary>Keeps a part.</summary>
    public async Task WriteAsync(string part, ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        var path = PathOf(part);
        await File.WriteAllBytesAsync(path + ".tmp", json, cancellationToken);
        File.Move(path + ".tmp", path, overwrite: true);
    }

    /// <summary>Joins array parts to one packed file.</summary>
    public async Task JoinAsync(string name, IEnumerable<string> parts, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Finished);
        await using var file = File.Create(Path.Combine(Finished, name));
        await using var gzip = new GZipStream(file, CompressionLevel.Optimal);
        var separator = "["u8.ToArray();
        var isEmpty = true;
        foreach (var part in parts)
        {
            var json = await File.ReadAllBytesAsync(PathOf(part), cancellationToken);
            if (json.Length <= 2) continue;
            await gzip.WriteAsync(separator, cancellationToken);
            await gzip.WriteAsync(json.AsMemory(1, json.Length - 2), cancellationToken);
            separator = ",\n"u8.ToArray();
            isEmpty = false;
        }

        await gzip.WriteAsync(isEmpty ? "[]"u8.ToArray() : "]"u8.ToArray(), cancellationToken);
    }

    /// <summary>Puts a finished file beside the others.</summary>
    public async Task WriteFinishedAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Finished);
        await File.WriteAllBytesAsync(Path.Combine(Finished, name), content, cancellationToken);
    }

    /// <summary>Moves the finished files into the target and forgets the parts.</summary>
    public void Publish()
    {
        foreach (var path in Directory.GetFiles(Finished)) File.Move(path, Path.Combine(_target, Path.GetFileName(path)), overwrite: true);
        Discard();
    }

    /// <summary>Forgets the parts.</summary>
    public void Discard() => Directory.Delete(_parts, recursive: true);

    private string PathOf(string part) => Path.Combine(_parts, part);
}
