using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Snapshotter.Api.Rest.Bodies;
using Snapshotter.Core.Finalization;
using Snapshotter.Core.Storage;

namespace Snapshotter.Api.Rest.Answers;

/// <summary>Streams the finalized snapshots of a range, one JSON object a line, holding one snapshot at a time.</summary>
internal sealed class RangeAnswer(IStateStore state, IContentStore content, string project, long from, long to) : IAnswer
{
    /// <summary>The media type of JSON lines.</summary>
    public const string ContentType = "application/x-ndjson";

    private const int FlushFrom = 32 << 10;

    /// <inheritdoc/>
    public async ValueTask WriteAsync(HttpContext context)
    {
        var finalized = await state.FinalizedCidsAsync(project, from, to, context.RequestAborted);
        context.Response.ContentType = ContentType;
        var body = context.Response.BodyWriter;
        foreach (var snapshot in finalized)
        {
            var bytes = await content.FindAsync(snapshot.Cid, context.RequestAborted);
            WriteLine(body, snapshot, bytes is { } found ? found.Span : default);
            if (body.UnflushedBytes < FlushFrom) continue;
            var flush = await body.FlushAsync(context.RequestAborted);
            if (flush.IsCompleted) return;
        }
    }

    private static void WriteLine(PipeWriter body, FinalizedSnapshot snapshot, ReadOnlySpan<byte> data)
    {
        var head = string.Create(CultureInfo.InvariantCulture, $$"""{"epochId":{{snapshot.EpochId}},"cid":"{{snapshot.Cid}}","data":""");
        Encoding.ASCII.GetBytes(head, body);
        WriteData(body, data);
        body.Write("}\n"u8);
    }

    private static void WriteData(PipeWriter body, ReadOnlySpan<byte> data)
    {
        if (!PlainJson.IsWellFormed(data))
        {
            body.Write("null"u8);
        }
        else if (data.IndexOfAny((byte)'\n', (byte)'\r') < 0)
        {
            body.Write(data);
        }
        else
        {
            // Between the tokens of JSON a line break means as much as a blank, and inside a string there is none.
            var line = data.ToArray();
            line.AsSpan().Replace((byte)'\n', (byte)' ');
            line.AsSpan().Replace((byte)'\r', (byte)' ');
            body.Write(line);
        }
    }
}
