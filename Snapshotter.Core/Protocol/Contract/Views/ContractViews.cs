using Snapshotter.Core.Protocol.Contract.Following;
using Snapshotter.Core.Snapshots;
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
    private readonly Dictionary<(BlockTag At, string Data), Task<byte[]>> _kept = [];
    private List<Waiting> _waiting = [];
    private bool _isAsking;
    private long _keptOfBlock;
    private long _keptSince;

    /// <summary>The answer, as of the latest block.</summary>
    /// <exception cref="ProtocolStateException">The anchor chain does not answer, or the contract is another one.</exception>
    public ValueTask<T> ReadAsync<T>(ViewCall<T> call, CancellationToken cancellationToken) => ReadAsync(call, BlockTag.Latest, cancellationToken);

    /// <summary>The answers of several calls as of the latest block, in one request.</summary>
    /// <exception cref="ProtocolStateException">The anchor chain does not answer, or the contract is another one.</exception>
    public async ValueTask<IReadOnlyList<T>> ReadAllAsync<T>(IEnumerable<ViewCall<T>> calls, CancellationToken cancellationToken) => await ReadAllAsync(calls, BlockTag.Latest, cancellationToken);

    /// <summary>What consensus decided on projects in an epoch, null where there is no decision, in the order of the projects; in one request.</summary>
    /// <exception cref="ProtocolStateException">The anchor chain does not answer, no endpoint knows the block, or the contract is another one.</exception>
    public async ValueTask<IReadOnlyList<Cid?>> DecisionsAsync(long epochId, IReadOnlyList<string> projectIds, BlockTag at, CancellationToken cancellationToken)
    {
        var finalized = ReadAllAsync(projectIds.Select(id => contract.IsFinalized(id, epochId)), at, cancellationToken);
        var cids = ReadAllAsync(projectIds.Select(id => contract.LeadingCid(id, epochId)), at, cancellationToken);
        var isFinalized = await finalized;
        var leading = await cids;
        return [.. leading.Select((cid, i) => isFinalized[i] ? cid : null)];
    }

    private Task<T[]> ReadAllAsync<T>(IEnumerable<ViewCall<T>> calls, BlockTag at, CancellationToken cancellationToken) =>
        Task.WhenAll(calls.Select(call => ReadAsync(call, at, cancellationToken).AsTask()));

    private async ValueTask<T> ReadAsync<T>(ViewCall<T> call, BlockTag at, CancellationToken cancellationToken)
    {
        try
        {
            return call.Read(await AnswerAsync(call.Data, at).WaitAsync(cancellationToken));
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

    private Task<byte[]> AnswerAsync(byte[] data, BlockTag at)
    {
        var key = (at, Convert.ToHexString(data));
        lock (_gate)
        {
            var block = head.Number ?? -1;
            if (block != _keptOfBlock || _kept.Count >= MaxKept || time.GetElapsedTime(_keptSince) > KeptFor)
            {
                _kept.Clear();
                (_keptOfBlock, _keptSince) = (block, time.GetTimestamp());
            }

            if (_kept.TryGetValue(key, out var known) && !known.IsFaulted && !known.IsCanceled) return known;
            var waiting = new Waiting(data, at, new TaskCompletionSource<byte[]>(TaskCreationOptions.RunContinuationsAsynchronously));
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
                var answers = asked.ConvertAll(one => batch.Call(contract.Address, one.Data, one.At));
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

    private sealed record Waiting(byte[] Data, BlockTag At, TaskCompletionSource<byte[]> Answer);
}
