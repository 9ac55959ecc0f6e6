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
    public ValueTask<T> ReadAsync<T>(ViewCall<T> call, CancellationToken cancellationToken) => ReadAsync(call, Ask([call.Data], BlockTag.Latest)[0], cancellationToken);

    /// <summary>The answers of several calls as of the latest block, in one request.</summary>
    /// <exception cref="ProtocolStateException">The anchor chain does not answer, or the contract is another one.</exception>
    public async ValueTask<IReadOnlyList<T>> ReadAllAsync<T>(IEnumerable<ViewCall<T>> calls, CancellationToken cancellationToken)
    {
        ViewCall<T>[] asked = [.. calls];
        var answers = Ask(Array.ConvertAll(asked, static call => call.Data), BlockTag.Latest);
        return await Task.WhenAll(asked.Zip(answers).Select(one => ReadAsync(one.First, one.Second, cancellationToken).AsTask()));
    }

    /// <summary>What consensus decided on projects in an epoch, null where there is no decision, in the order of the projects; in one request.</summary>
    /// <exception cref="ProtocolStateException">The anchor chain does not answer, no endpoint knows the block, or the contract is another one.</exception>
    public async ValueTask<IReadOnlyList<Cid?>> DecisionsAsync(long epochId, IReadOnlyList<string> projectIds, BlockTag at, CancellationToken cancellationToken)
    {
        ViewCall<bool>[] finalized = [.. projectIds.Select(id => contract.IsFinalized(id, epochId))];
        ViewCall<Cid?>[] leading = [.. projectIds.Select(id => contract.LeadingCid(id, epochId))];
        var answers = Ask([.. finalized.Select(static call => call.Data), .. leading.Select(static call => call.Data)], at);
        var decided = new Cid?[projectIds.Count];
        for (var i = 0; i < decided.Length; i++)
        {
            if (await ReadAsync(finalized[i], answers[i], cancellationToken)) decided[i] = await ReadAsync(leading[i], answers[decided.Length + i], cancellationToken);
        }

        return decided;
    }

    private static async ValueTask<T> ReadAsync<T>(ViewCall<T> call, Task<byte[]> answer, CancellationToken cancellationToken)
    {
        try
        {
            return call.Read(await answer.WaitAsync(cancellationToken));
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

    private Task<byte[]>[] Ask(byte[][] calls, BlockTag at)
    {
        lock (_gate)
        {
            var block = head.Number ?? -1;
            if (block != _keptOfBlock || _kept.Count >= MaxKept || time.GetElapsedTime(_keptSince) > KeptFor)
            {
                _kept.Clear();
                (_keptOfBlock, _keptSince) = (block, time.GetTimestamp());
            }

            return Array.ConvertAll(calls, data => AnswerOf(data, at));
        }
    }

    private Task<byte[]> AnswerOf(byte[] data, BlockTag at)
    {
        var key = (at, Convert.ToHexString(data));
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
