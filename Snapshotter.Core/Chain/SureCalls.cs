namespace Snapshotter.Core.Chain;

/// <summary>Calls of processors. That one has no answer is believed when no endpoint has another: one that has lost its state tells so of every contract.</summary>
internal sealed class SureCalls(EpochChain chain)
{
    private readonly Dictionary<CallKey, Task<ReadOnlyMemory<byte>>> _calls = [];

    /// <summary>Calls once per key; a call that failed for a reason that may pass is made anew.</summary>
    public Task<ReadOnlyMemory<byte>> CallAsync(CallKey key)
    {
        if (!chain.HasSeveralEndpoints) return chain.CallOnceAsync(key);
        if (_calls.TryGetValue(key, out var known) && !Faults.AreTransient(known)) return known;
        return _calls[key] = Faults.Observed(ConfirmAsync(key));
    }

    private async Task<ReadOnlyMemory<byte>> ConfirmAsync(CallKey key)
    {
        var answer = await chain.CallOnceAsync(key);
        return answer.IsEmpty ? (await chain.AskEveryEndpointAsync([key]))[0] : answer;
    }
}
