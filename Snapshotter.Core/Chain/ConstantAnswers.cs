using System.Collections.Concurrent;
using Snapshotter.Core.Storage;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Chain;

/// <summary>Answers of functions whose value never changes, remembered over epochs and starts.</summary>
internal sealed class ConstantAnswers(IStateStore facts, int capacity)
{
    private readonly ConcurrentDictionary<CallKey, ReadOnlyMemory<byte>> _answers = new();

    public bool TryGet(CallKey key, out ReadOnlyMemory<byte> answer) => _answers.TryGetValue(key, out answer);

    public async ValueTask<ReadOnlyMemory<byte>?> RecallAsync(CallKey key, CancellationToken cancellationToken)
    {
        if (await facts.FactAsync(FactKey(key), cancellationToken) is not { } answer) return null;
        Remember(key, answer);
        return answer;
    }

    public async ValueTask KeepAsync(IReadOnlyList<KeyValuePair<CallKey, ReadOnlyMemory<byte>>> answers, CancellationToken cancellationToken)
    {
        if (answers.Count == 0) return;
        var kept = answers.Select(static answer => KeyValuePair.Create(FactKey(answer.Key), answer.Value.ToArray())).ToArray();
        await facts.CommitAsync(new StateChange { Facts = kept }, cancellationToken);
        foreach (var (key, answer) in answers) Remember(key, answer);
    }

    private static string FactKey(CallKey key) => $"constant:{key.Contract}:{Hex.Prefixed(key.Calldata.Span)}";

    private void Remember(CallKey key, ReadOnlyMemory<byte> answer)
    {
        // All of them are in the state store as well, so a full memory may start anew.
        if (_answers.Count >= capacity) _answers.Clear();
        _answers[key] = answer;
    }
}
