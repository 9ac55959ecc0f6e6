using System.Buffers;
using System.IO.Pipelines;
using Snapshotter.Ethereum.RecordedChains;

namespace Snapshotter.Api.RecordedChains;

/// <summary>One HTTP request to a recorded chain: POST with any content type, JSON-RPC in the body.</summary>
/// <param name="rpc">Who answers.</param>
/// <param name="latency">How long every answer is held back, as by a network.</param>
internal sealed class RecordedChainEndpoint(RecordedChainRpc rpc, TimeSpan latency)
{
    public async Task AnswerAsync(HttpContext context)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            context.Response.Headers.Allow = HttpMethods.Post;
            return;
        }

        try
        {
            var body = await ReadAsync(context.Request.BodyReader, context.RequestAborted);
            if (latency > TimeSpan.Zero) await Task.Delay(latency, TimeProvider.System, context.RequestAborted);
            context.Response.ContentType = "application/json";
            Answer(body, context.Response.BodyWriter);
            context.Request.BodyReader.AdvanceTo(body.End);
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
        }
        catch (BadHttpRequestException exception)
        {
            context.Response.StatusCode = exception.StatusCode;
        }
    }

    private static async Task<ReadOnlySequence<byte>> ReadAsync(PipeReader reader, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            if (read.IsCompleted) return read.Buffer;
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private void Answer(ReadOnlySequence<byte> body, PipeWriter writer) =>
        rpc.Answer(body.IsSingleSegment ? body.First : body.ToArray(), writer);
}
