using Microsoft.Extensions.Primitives;

namespace Snapshotter.Api.Rest.Answers;

/// <summary>
/// A finalized snapshot, ready to send as often as it is asked for. Its bytes are those in the content store; they never change, so it may be kept
/// anywhere for good, under its CID as the entity tag. A compressed form is made once, by the first caller who accepts it.
/// </summary>
internal sealed class SnapshotAnswer : IAnswer
{
    private static readonly StringValues Forever = "public, max-age=31536000, immutable";

    private readonly ReadOnlyMemory<byte> _body;
    private readonly bool _compressible;
    private readonly string _tag;
    private readonly StringValues _tagHeader;
    private readonly byte[]?[] _coded = new byte[]?[ContentCodings.Count];

    public SnapshotAnswer(string cid, ReadOnlyMemory<byte> body, int compressFrom)
    {
        _body = body;
        _compressible = body.Length >= compressFrom;
        _tag = $"\"{cid}\"";
        _tagHeader = _tag;
    }

    /// <summary>The bytes of the body.</summary>
    public ReadOnlyMemory<byte> Body => _body;

    /// <summary>Told of every byte a compressed form adds to memory.</summary>
    public Action<int>? Grown { get; set; }

    /// <inheritdoc/>
    public ValueTask WriteAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ETag = _tagHeader;
        headers.CacheControl = Forever;
        var coding = _compressible ? Negotiate(context) : ContentCoding.Identity;
        if (IsKnownToCaller(context.Request.Headers.IfNoneMatch))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return ValueTask.CompletedTask;
        }

        var body = _body;
        if (coding != ContentCoding.Identity && Coded(coding) is { } coded)
        {
            body = coded;
            headers.ContentEncoding = ContentCodings.NameOf(coding);
        }

        context.Response.ContentType = BodyAnswer.Json;
        context.Response.ContentLength = body.Length;
        return Finish(context.Response.BodyWriter.WriteAsync(body, context.RequestAborted));
    }

    private static ContentCoding Negotiate(HttpContext context)
    {
        var accepted = context.Request.Headers.AcceptEncoding;
        if (accepted.Count == 0) return ContentCoding.Identity;
        var headers = context.Response.Headers;
        headers.Vary = headers.Vary.Count == 0 ? "Accept-Encoding" : $"{headers.Vary}, Accept-Encoding";
        return ContentCodings.Choose(accepted);
    }

    private static ValueTask Finish(ValueTask<System.IO.Pipelines.FlushResult> flush)
    {
        return flush.IsCompletedSuccessfully ? ValueTask.CompletedTask : Await(flush);

        static async ValueTask Await(ValueTask<System.IO.Pipelines.FlushResult> flush) => await flush;
    }

    /// <summary>Null when compression does not make it smaller.</summary>
    private byte[]? Coded(ContentCoding coding)
    {
        var known = Volatile.Read(ref _coded[(int)coding]);
        if (known is null)
        {
            var made = ContentCodings.Encode(_body, coding);
            if (made.Length >= _body.Length) made = [];
            known = Interlocked.CompareExchange(ref _coded[(int)coding], made, null) ?? made;
            if (ReferenceEquals(known, made)) Grown?.Invoke(made.Length);
        }

        return known.Length == 0 ? null : known;
    }

    private bool IsKnownToCaller(StringValues noneMatch)
    {
        foreach (var value in noneMatch)
        {
            if (value is not null && (value.Contains(_tag, StringComparison.Ordinal) || value.Trim() == "*")) return true;
        }

        return false;
    }
}
