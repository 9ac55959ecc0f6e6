using System.Text.Json;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Core.Storage.Transfer;

/// <summary>
/// Writes everything a node needs to go on elsewhere into a state file. The file has its name when it is whole; until then it is
/// <c>.part</c>, and an export that was cut off goes on where it was. The node must not run meanwhile.
/// </summary>
/// <param name="store">The state.</param>
/// <param name="contents">Where the bytes of snapshots are, or null to leave them out.</param>
public sealed class StateExporter(IStateStore store, IContentStore? contents)
{
    private const int RecordsPerFrame = 2000;

    /// <summary>With the longest content this bounds a frame: what is in memory at once.</summary>
    private const int ContentsPerFrame = 24;

    private const int MaxContentBytes = 4 << 20;

    /// <summary>Exports.</summary>
    /// <param name="path">The file to write; what has this name is replaced in the end.</param>
    /// <param name="progress">Told how far it has come.</param>
    /// <param name="cancellationToken">Stops it; it can go on later.</param>
    /// <exception cref="TransferException">The state is half imported.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public async Task<ExportSummary> ExportAsync(string path, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        await ImportMarker.ThrowIfUnfinishedAsync(store, cancellationToken);
        var sizes = await StateSizes.ReadAsync(store, cancellationToken);
        var header = await ArchiveHeaders.OfAsync(store, sizes, contents is not null, cancellationToken);
        var part = $"{path}.part";
        ExportSummary summary;
        await using (var writer = await ArchiveWriter.OpenAsync(part, header, cancellationToken))
        {
            var run = new Run(writer, sizes.Sum + (contents is null ? 0 : sizes.Of(StateSection.Built)), progress);
            foreach (var (section, name) in SectionNames.OfState) await WriteSectionAsync(run, section, name, cancellationToken);
            if (contents is not null) await WriteContentsAsync(run, contents, cancellationToken);
            if (writer.Last?.Section != SectionNames.End)
            {
                await writer.WriteAsync(SectionNames.End, 0, JsonSerializer.SerializeToUtf8Bytes(writer.Records, ArchiveJson.Default.IReadOnlyDictionaryStringInt64), null, cancellationToken);
            }

            writer.Flush();
            var missing = contents is null ? 0 : sizes.Of(StateSection.Built) - writer.Records[SectionNames.Contents];
            summary = new ExportSummary(header, writer.Records, missing, writer.Digest);
        }

        File.Move(part, path, overwrite: true);
        return summary;
    }

    private async Task WriteSectionAsync(Run run, StateSection section, string name, CancellationToken cancellationToken)
    {
        for (var place = run.Enter(name); !place.IsPast; place = run.Enter(name))
        {
            var portion = await store.PortionAsync(section, place.After, RecordsPerFrame, cancellationToken);
            var change = section == StateSection.Facts ? ImportMarker.Without(portion.Change) : portion.Change;
            await run.WriteAsync(name, portion.Records, PortionJson.Write(change), portion.Next, cancellationToken);
        }
    }

    private async Task WriteContentsAsync(Run run, IContentStore from, CancellationToken cancellationToken)
    {
        for (var place = run.Enter(SectionNames.Contents); !place.IsPast; place = run.Enter(SectionNames.Contents))
        {
            var portion = await store.PortionAsync(StateSection.Built, place.After, ContentsPerFrame, cancellationToken);
            var found = new List<StoredContent>(portion.Records);
            foreach (var built in portion.Change.Built)
            {
                // Put in again the bytes get the CID that this network gives them; what has another one is left to be fetched.
                if (await from.GetAsync(built.Cid, cancellationToken) is { Length: <= MaxContentBytes } bytes && CidOf.Content(bytes.Span) == built.Cid)
                {
                    found.Add(new StoredContent(built.EpochId, bytes));
                }
            }

            await run.WriteAsync(SectionNames.Contents, found.Count, ContentPayload.Write(found), portion.Next, cancellationToken);
        }
    }

    /// <summary>Where a section goes on.</summary>
    private readonly record struct Place(bool IsPast, string? After);

    /// <summary>Knows how far the file has come, however often it was taken up.</summary>
    private sealed class Run(ArchiveWriter writer, long whole, IProgress<TransferProgress>? progress)
    {
        private static readonly string[] Order = [SectionNames.Header, .. SectionNames.OfState.Select(static section => section.Name), SectionNames.Contents, SectionNames.End];

        public Place Enter(string section)
        {
            var last = writer.Last!;
            var (at, asked) = (Array.IndexOf(Order, last.Section), Array.IndexOf(Order, section));
            return asked != at ? new Place(asked < at, null) : new Place(last.Next is null, last.Next);
        }

        public async Task WriteAsync(string section, int records, ReadOnlyMemory<byte> payload, string? next, CancellationToken cancellationToken)
        {
            await writer.WriteAsync(section, records, payload, next, cancellationToken);
            progress?.Report(new TransferProgress(section, writer.Records.Values.Sum(), Math.Max(1, whole)));
        }
    }
}
