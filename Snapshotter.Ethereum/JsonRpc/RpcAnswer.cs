using System.Diagnostics.CodeAnalysis;

namespace Snapshotter.Ethereum.JsonRpc;

/// <summary>The answer to one call of a batch, filled in when the batch has been sent.</summary>
/// <typeparam name="T">What the method gives.</typeparam>
public sealed class RpcAnswer<T>
{
    private T? _value;
    private bool _isComplete;

    internal RpcAnswer()
    {
    }

    /// <summary>Whether the call has been answered with a value.</summary>
    public bool IsSuccess => _isComplete && Error is null;

    /// <summary>Why the call failed for good; null while it is not answered and when it succeeded.</summary>
    public RpcError? Error { get; private set; }

    /// <summary>The value.</summary>
    /// <exception cref="RpcException">The call failed for good.</exception>
    /// <exception cref="InvalidOperationException">The batch has not been sent, or sending it was cancelled.</exception>
    [SuppressMessage("Design", "CA1065", Justification = "Reading the value of a failed call is the caller's fault, as with Nullable<T>.Value.")]
    public T Value
    {
        get
        {
            if (Error is not null) throw new RpcException(Error);
            if (!_isComplete) throw new InvalidOperationException("The answer is not there: await RpcBatch.SendAsync before reading it.");
            return _value!;
        }
    }

    internal void Complete(T value)
    {
        _value = value;
        _isComplete = true;
    }

    internal void Fail(RpcError error)
    {
        Error = error;
        _isComplete = true;
    }
}
