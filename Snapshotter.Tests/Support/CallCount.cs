using System.Reflection;

namespace Snapshotter.Tests.Support;

/// <summary>Stands before a port and counts the calls, whatever methods the port has or will have.</summary>
public class CallCount<T> : DispatchProxy where T : class
{
    private readonly Dictionary<string, int> _calls = new(StringComparer.Ordinal);
    private T _inner = null!;

    /// <summary>Where the calls go.</summary>
    internal T Inner
    {
        set => _inner = value;
    }

    /// <summary>The calls of the named methods.</summary>
    public int Only(params string[] methods)
    {
        lock (_calls) return methods.Sum(method => _calls.GetValueOrDefault(method));
    }

    /// <summary>The calls of all other methods.</summary>
    public int Except(params string[] methods)
    {
        lock (_calls) return _calls.Values.Sum() - methods.Sum(method => _calls.GetValueOrDefault(method));
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name == nameof(IAsyncDisposable.DisposeAsync)) return default(ValueTask);
        lock (_calls) _calls[targetMethod.Name] = _calls.GetValueOrDefault(targetMethod.Name) + 1;
        try
        {
            return targetMethod.Invoke(_inner, args);
        }
        catch (TargetInvocationException exception)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(exception.InnerException!);
            throw;
        }
    }
}

/// <summary>Makes ports that are counted.</summary>
internal static class CallCount
{
    /// <summary>The port to hand over, and its calls. Who made <paramref name="inner"/> closes it.</summary>
    public static (T Port, CallCount<T> Calls) Of<T>(T inner) where T : class
    {
        var port = DispatchProxy.Create<T, CallCount<T>>();
        var calls = (CallCount<T>)(object)port;
        calls.Inner = inner;
        return (port, calls);
    }
}
