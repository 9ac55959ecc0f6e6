using Snapshotter.Core.Callers;

namespace Snapshotter.Tests.Api.Rest.Access;

/// <summary>Counts how often the meter is asked, and can make it fail.</summary>
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

    public ValueTask<bool> ForgetExpiredAsync(CancellationToken cancellationToken) => inner.ForgetExpiredAsync(cancellationToken);
}
