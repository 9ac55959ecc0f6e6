using Snapshotter.Core.Callers;

namespace Snapshotter.Tests.Api.Rest.Access;

/// <summary>Counts how often calls are asked of the meter, other than those with keys that are nobody's or revoked, and can make it fail.</summary>
internal sealed class CountingMeter(ICallMeter inner) : ICallMeter
{
    private int _takes;

    public int Takes => Volatile.Read(ref _takes);

    public Exception? Failure { get; set; }

    public ValueTask<CallGrant> TakeAsync(CallTake take, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _takes);
        return Failure is { } failure ? throw failure : inner.TakeAsync(take, cancellationToken);
    }

    public async ValueTask<KeyedGrant?> TakeAsync(KeyDigest key, CancellationToken cancellationToken)
    {
        if (Failure is { } failure) throw failure;
        var taken = await inner.TakeAsync(key, cancellationToken);
        if (taken?.Grant is not null) Interlocked.Increment(ref _takes);
        return taken;
    }

    public ValueTask<bool> ForgetExpiredAsync(CancellationToken cancellationToken) => inner.ForgetExpiredAsync(cancellationToken);
}
