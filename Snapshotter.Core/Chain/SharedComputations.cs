namespace Snapshotter.Core.Chain;

/// <summary>Values that several processors of an epoch compute alike, computed once. Used on the epoch's turns only.</summary>
internal sealed class SharedComputations
{
    private readonly Dictionary<object, object> _known = [];

    /// <summary>The value of a key, computed by the first who asks.</summary>
    /// <remarks>
    /// What failed because the chain could not be read, or was cancelled, is computed anew by the next who asks; what the chain itself
    /// refuses stays refused.
    /// </remarks>
    /// <exception cref="ArgumentException">Another computation, of another type, has the key.</exception>
    public ValueTask<T> GetAsync<T>(object key, ISourceChain chain, Func<ISourceChain, CancellationToken, ValueTask<T>> compute, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(key, out var known))
        {
            if (known is not Computation<T> shared) throw new ArgumentException($"Two computations of different types share the key {key}.", nameof(key));
            if (!shared.IsWorthAnotherTry) return shared.ValueAsync(cancellationToken);
        }

        // The first caller's token must not end what others wait for as well.
        var computation = new Computation<T>(compute(chain, CancellationToken.None));
        _known[key] = computation;
        return computation.ValueAsync(cancellationToken);
    }

    private sealed class Computation<T>
    {
        private readonly Task<T>? _running;
        private readonly T? _value;

        public Computation(ValueTask<T> computation)
        {
            if (computation.IsCompletedSuccessfully) _value = computation.GetAwaiter().GetResult();
            else _running = Faults.Observed(computation.AsTask());
        }

        public bool IsWorthAnotherTry => _running is not null && Faults.AreTransient(_running);

        public ValueTask<T> ValueAsync(CancellationToken cancellationToken) => _running is null ? new(_value!) : new(_running.WaitAsync(cancellationToken));
    }
}
