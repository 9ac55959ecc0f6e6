namespace Snapshotter.Ethereum.Transactions.Sending;

/// <summary>
/// The nonces of one account that this process has under way. The next one is always the lowest that is free: by what the node counts, and
/// by what is known here. So a gap that a lost transaction left is filled by the one that follows.
/// </summary>
/// <remarks>Safe for use by many threads: one sends at a time, but each epoch's transactions are followed by themselves.</remarks>
internal sealed class AccountNonces
{
    private readonly Lock _gate = new();
    private readonly SortedSet<ulong> _underWay = [];
    private readonly SortedDictionary<ulong, FeeRates> _abandoned = [];

    /// <summary>Takes the next nonce.</summary>
    /// <param name="mined">How many transactions of the account are in blocks.</param>
    /// <param name="pending">How many more the node could put into the next one, added to these.</param>
    /// <returns>The nonce, and the rates of an abandoned transaction that it replaces.</returns>
    public (ulong Nonce, FeeRates? Replaces) Take(ulong mined, ulong pending)
    {
        lock (_gate)
        {
            Forget(mined);
            if (_abandoned.Count > 0)
            {
                var (freed, rates) = _abandoned.First();
                _abandoned.Remove(freed);
                _underWay.Add(freed);
                return (freed, rates);
            }

            var nonce = Math.Max(mined, pending);
            // A node that lags, or another one behind the same address, may not know the latest ones yet.
            while (!_underWay.Add(nonce)) nonce++;
            return (nonce, null);
        }
    }

    /// <summary>Takes a nonce that an earlier life of the process gave away.</summary>
    public void Resume(ulong nonce)
    {
        lock (_gate) _underWay.Add(nonce);
    }

    /// <summary>A transaction ended; its nonce is used up.</summary>
    public void Used(ulong nonce)
    {
        lock (_gate) _underWay.Remove(nonce);
    }

    /// <summary>A transaction was refused: its nonce is free at once when it is the last, otherwise those above wait for it to be filled.</summary>
    public void Refused(ulong nonce, FeeRates rates)
    {
        lock (_gate)
        {
            if (_underWay.Remove(nonce) && _underWay.Count > 0 && _underWay.Max > nonce) _abandoned[nonce] = rates;
        }
    }

    /// <summary>A transaction is no longer wanted, but may still lie with a node: whoever comes next replaces it.</summary>
    public void Abandon(ulong nonce, FeeRates rates)
    {
        lock (_gate)
        {
            if (_underWay.Remove(nonce)) _abandoned[nonce] = rates;
        }
    }

    /// <summary>Whether those under way wait for a nonce that none of them has: one that was abandoned, or one that a reorganisation freed again.</summary>
    /// <param name="mined">The nonce that the chain expects next.</param>
    public bool AreBlocked(ulong mined)
    {
        lock (_gate) return _abandoned.ContainsKey(mined) || (_underWay.Count > 0 && _underWay.Min > mined);
    }

    private void Forget(ulong mined)
    {
        while (_abandoned.Count > 0 && _abandoned.First().Key < mined) _abandoned.Remove(_abandoned.First().Key);
    }
}
