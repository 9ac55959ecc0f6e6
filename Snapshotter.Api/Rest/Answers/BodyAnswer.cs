using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Snapshotter.Api.Rest.Bodies;

namespace Snapshotter.Api.Rest.Answers;

/// <summary>A body that is known in full, usually JSON.</summary>
/// <param name="Status">The status.</param>
/// <param name="Body">The bytes.</param>
/// <param name="ContentType">The media type.</param>
internal sealed record BodyAnswer(int Status, ReadOnlyMemory<byte> Body, string ContentType = BodyAnswer.Json) : IAnswer
{
    /// <summary>The media type of JSON.</summary>
    public const string Json = "application/json";

    /// <summary>Nothing is at the path.</summary>
    public static BodyAnswer NotFound { get; } = Text(StatusCodes.Status404NotFound, """{"detail":"Not Found"}""");

    /// <summary>A body of the given shape.</summary>
    public static BodyAnswer Of<T>(int status, T body, JsonTypeInfo<T> shape) => new(status, JsonSerializer.SerializeToUtf8Bytes(body, shape));

    /// <summary>A body of the given shape with status 200.</summary>
    public static BodyAnswer Ok<T>(T body, JsonTypeInfo<T> shape) => Of(StatusCodes.Status200OK, body, shape);

    /// <summary>A JSON text.</summary>
    public static BodyAnswer Text(int status, string json) => new(status, Encoding.UTF8.GetBytes(json));

    /// <summary>The error envelope.</summary>
    public static BodyAnswer Error(int status, string message) => Text(status, $$"""{"status":"error","message":{{PlainJson.Quote(message)}}}""");

    /// <inheritdoc/>
    public async ValueTask WriteAsync(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = Status;
        response.ContentType = ContentType;
        response.ContentLength = Body.Length;
        await response.BodyWriter.WriteAsync(Body, context.RequestAborted);
    }
}
