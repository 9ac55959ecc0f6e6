using System.Buffers;
using System.IO.Pipelines;
using Snapshotter.Api.Chaos.Sources;
using Snapshotter.Api.SyntheticChains;

namespace Snapshotter.Api.Chaos.Rpc;

/// <summary>One disturbed JSON-RPC endpoint of a chain.</summary>
/// <param name="plan">How it behaves.</param>
/// <param name="answer">Its honest answer to a request.</param>
/// <param name="injected">Told the name of every fault.</param>
internal sealed class RpcEndpoint(EndpointPlan plan, HonestAnswer answer, Action<string> injected)
{
    private long _requests;

    /// <summary>Its name, which is its path.</summary>
    public string Name => plan.Name;

    /// <summary>Answers the request that has this number among those to all endpoints.</summary>
    public async Task AnswerAsync(HttpContext http, long number)
    {
        var request = await ReadAsync(http.Request.BodyReader, http.RequestAborted);
        var exchange = new RpcExchange(http, request, blocksBehind => answer(number, request, blocksBehind));
        if (FaultOf(number, Interlocked.Increment(ref _requests) - 1) is not var (fault, lots))
        {
            await exchange.SendAsync(await exchange.HonestAsync());
            return;
        }

        injected(fault.Name);
        await fault.AnswerAsync(exchange, lots);
    }

    private (IRpcFault Fault, Lots Lots)? FaultOf(long number, long own) => plan.OutageAt(number) is { } outage ? (outage, new Lots(0)) : plan.Schedule.At(own);

    private static async Task<byte[]> ReadAsync(PipeReader reader, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            if (read.IsCompleted)
            {
                var bytes = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return bytes;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}

/// <summary>The answer of an honest endpoint.</summary>
/// <param name="number">The number of the request among those to all endpoints.</param>
/// <param name="request">The request's body.</param>
/// <param name="blocksBehind">How many blocks it is behind.</param>
internal delegate Task<ReadOnlyMemory<byte>> HonestAnswer(long number, ReadOnlyMemory<byte> request, int blocksBehind);
