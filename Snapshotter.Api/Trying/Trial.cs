using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Api.Trying;

/// <summary>What was built for a try, and what it cost.</summary>
/// <param name="Snapshots">The snapshot, or those of a bulk type in the order of the chain.</param>
/// <param name="Begin">The first block.</param>
/// <param name="End">The last block.</param>
/// <param name="Requests">The number of HTTP requests.</param>
/// <param name="Calls">The calls in them.</param>
/// <param name="Elapsed">The time from the first request to the last snapshot.</param>
/// <param name="Notes">What the user should know of the configuration and its modules.</param>
internal sealed record Trial(
    IReadOnlyList<TriedSnapshot> Snapshots,
    long Begin,
    long End,
    int Requests,
    IReadOnlyList<KeyValuePair<SentCall, int>> Calls,
    TimeSpan Elapsed,
    IReadOnlyList<string> Notes)
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The bytes that the CIDs name, a line break between two of them.</summary>
    public string CanonicalText() => string.Join('\n', Snapshots.Select(static snapshot => Encoding.ASCII.GetString(snapshot.Bytes.Span)));

    /// <summary>Each snapshot over several lines; numbers stay as they are written.</summary>
    public string PrettyText() => string.Concat(Snapshots.Select(static snapshot => Pretty(snapshot.Bytes) + Environment.NewLine));

    /// <summary>Projects, CIDs, sizes, calls and time, a fact a line.</summary>
    public string Facts()
    {
        var lines = new List<string>();
        foreach (var (projectId, bytes) in Snapshots)
        {
            lines.Add($"project   {projectId}");
            lines.Add($"cid       {CidOf.Content(bytes.Span)}");
            lines.Add(Invariant($"size      {bytes.Length} bytes"));
        }

        lines.Add(Invariant($"epoch     {Begin}-{End}"));
        lines.Add(Invariant($"requests  {Requests}"));
        lines.AddRange(Calls.Select(static call => Invariant($"call      {call.Value,4}  {call.Key.Method}  {call.Key.Contract}")));
        lines.AddRange(Notes.Select(static note => $"note      {note}"));
        lines.Add(Invariant($"time      {Elapsed.TotalSeconds:0.000} s"));
        return string.Join(Environment.NewLine, lines);
    }

    private static string Pretty(ReadOnlyMemory<byte> bytes)
    {
        using var document = JsonDocument.Parse(bytes);
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text, Indented)) document.RootElement.WriteTo(writer);
        return Encoding.UTF8.GetString(text.ToArray());
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
