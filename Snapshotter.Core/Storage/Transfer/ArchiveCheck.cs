using System.Text.Json;

namespace Snapshotter.Core.Storage.Transfer;

/// <summary>A state file that was read to its end before anything of it is used.</summary>
/// <param name="Header">What it is of.</param>
/// <param name="Records">Records by section.</param>
/// <param name="Digest">The digest of all of it.</param>
internal sealed record ArchiveCheck(ArchiveHeader Header, IReadOnlyDictionary<string, long> Records, string Digest)
{
    private static readonly string[] Order = [.. SectionNames.OfState.Select(static section => section.Name), SectionNames.Contents, SectionNames.End];

    /// <summary>Reads all frames, and holds what they should be of against what is expected.</summary>
    /// <exception cref="TransferException">The file is cut off, damaged, of another release, or not of what is expected.</exception>
    public static async ValueTask<ArchiveCheck> RunAsync(string path, ImportExpectations expected, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        using var reader = ArchiveReader.Open(path);
        var header = await HeaderAsync(reader, path, expected, cancellationToken);
        var records = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var at = 0;
        FrameHeader? last = null;
        while (await reader.NextAsync(cancellationToken) is { } frame)
        {
            var place = Array.IndexOf(Order, frame.Header.Section);
            if (place < at || last?.Section == SectionNames.End) throw new TransferException($"Section '{frame.Header.Section}' of {path} stands where it should not: export anew.");
            at = place;
            last = frame.Header;
            records[last.Section] = records.GetValueOrDefault(last.Section) + last.Records;
            progress?.Report(new TransferProgress("checking", frame.End, reader.Length));
        }

        return last?.Section == SectionNames.End
            ? new ArchiveCheck(header, records, last.Digest)
            : throw new TransferException($"{path} is cut off after section '{last?.Section ?? SectionNames.Header}': copy the file anew from where it was exported, or export anew. Nothing of it is used.");
    }

    private static async ValueTask<ArchiveHeader> HeaderAsync(ArchiveReader reader, string path, ImportExpectations expected, CancellationToken cancellationToken)
    {
        if (await reader.NextAsync(cancellationToken) is not { Header.Section: SectionNames.Header } frame) throw new TransferException($"{path} is no state file: name a file that export has written.");
        ArchiveHeader header;
        try
        {
            header = ArchiveHeader.Parse(frame.Payload);
        }
        catch (JsonException exception)
        {
            throw new TransferException($"The header of {path} cannot be read ({exception.Message}): name a file that export has written.", exception);
        }

        if (header.Version is < 1 or > ArchiveHeader.CurrentVersion)
        {
            throw new TransferException($"The header of {path} names version {header.Version} of the format; this release reads version {ArchiveHeader.CurrentVersion}: import it with the release that wrote it.");
        }

        if (expected.Namespace is { } wanted && header.Namespace.Length > 0 && header.Namespace != wanted)
        {
            throw new TransferException($"The header of {path} names the namespace '{header.Namespace}', the configuration has '{wanted}': import with the configuration it was exported under.");
        }

        return expected.EpochSize is { } size && header.EpochSize > 0 && header.EpochSize != size
            ? throw new TransferException($"The header of {path} names epochs of {header.EpochSize} blocks, not of {size}: import with --epoch-size {header.EpochSize}.")
            : header;
    }
}
