using Snapshotter.Core.Protocol.Contract.Following;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.JsonRpc;

namespace Snapshotter.Core.Protocol.Contract.Views;

/// <summary>
/// Asks the contract's views. What is asked while a request is under way goes together into the next one, and an answer is kept until the
/// anchor chain has another block, though never for long.
/// </summary>
public sealed class ContractViews(AnchorRpc rpc, IProtocolContract contract, AnchorHead head, TimeProvider time)
{
    private const int MaxKept = 4096;
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Task<byte[]>> _kept = new(StringComparer.Ordinal);
    private List<Waiting> _waiting = [];
    private bool _isAsking;
    private long _keptOfBlock;
    private long _keptSince;

    /// <summary>The answer, as of the latest block.</summary>
    /// <exception cref="ProtocolStateException">The anchor chain does not answer, or the contract is another one.</exception>
    public async ValueTask<T> ReadAsync<T>(ViewCall<T> call, CancellationToken cancellationToken)
    {
        try
        {
            return call.Read(await AnswerAsync(call.Data).WaitAsync(cancellationToken));
        }
        catch (RpcException exception)
        {
            throw new ProtocolStateException($"{call.Name} of the protocol-state contract could not be read: {exception.Message}", exception);
        }
        catch (AbiException exception)
        {
            throw new ProtocolStateException($"{call.Name} of the protocol-state contract could not be read: {exception.Message} Check Protocol:Kind and Protocol:Address.", exception);
        }
    }

    /// <summary>The answers of several calls, in one request.</summary>
    /// <exception cref="ProtocolStateException">The anchor chain does not answer, or the contract is another one.</exception>
    public async ValueTask<IReadOnlyList<T>> ReadAllAsync<T>(IEnumerable<ViewCall<T>> calls, CancellationToken cancellationToken) =>
        await Task.WhenAll(calls.Select(call => ReadAsync(call, cancellationToken).AsTask()));

    private Task<byte[]> AnswerAsync(byte[] data)
    {
        var key = Convert.ToHexString(data);
        lock (_gate)
        {
            var block = head.Number ?? -1;
            if (block != _keptOfBlock || _kept.Count >= MaxKept || time.GetElapsedTime(_keptSince) > KeptFor)
            {
                _kept.Clear();
                (_keptOfBlock, _keptSince) = (block, time.GetTimestamp());
            }

            if (_kept.TryGetValue(key, out var known) && !known.IsFaulted && !known.IsCanceled) return known;
            var waiting = new Waiting(data, new TaskCompletionSource<byte[]>(TaskCreationOptions.RunContinuationsAsynchronously));
            _waiting.Add(waiting);
            _kept[key] = waiting.Answer.Task;
            if (!_isAsking)
            {
                _isAsking = true;
                _ = AskAsync();
            }

            return waiting.Answer.Task;
        }
    }

    private async Task AskAsync()
    {
        // Whoever is about to ask more in this turn is let do so first.
        await Task.Yield();
        while (Take() is { Count: > 0 } asked)
        {
            try
            {
                var batch = rpc.Client.CreateBatch("views");
                var answers = asked.ConvertAll(one => batch.Call(contract.Address, one.Data, BlockTag.Latest));
                await batch.SendAsync(CancellationToken.None);
                for (var i = 0; i < answers.Count; i++)
                {
                    if (answers[i].Error is { } error) asked[i].Answer.TrySetException(new RpcException(error));
                    else asked[i].Answer.TrySetResult(answers[i].Value);
                }
            }
            catch (Exception exception)
            {
                foreach (var one in asked) one.Answer.TrySetException(exception);
            }
        }
    }

    private List<Waiting> Take()
    {
        lock (_gate)
        {
            var taken = _waiting;
            _waiting = [];
            _isAsking = taken.Count > 0;
            return taken;
        }
    }

    private sealed record Waiting(byte[] Data, TaskCompletionSource<byte[]> Answer);
}
