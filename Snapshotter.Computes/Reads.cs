namespace Snapshotter.Computes;

/// <summary>Starts independent reads of the chain before any is awaited, so that they go out in one request. What is there already costs no task.</summary>
public static class Reads
{
    /// <summary>Waits for two reads that were started.</summary>
    public static async ValueTask<(T1 First, T2 Second)> BothAsync<T1, T2>(ValueTask<T1> first, ValueTask<T2> second)
    {
        if (first.IsCompletedSuccessfully && second.IsCompletedSuccessfully) return (first.Result, second.Result);
        var (one, two) = (first.AsTask(), second.AsTask());
        await Task.WhenAll(one, two);
        return (await one, await two);
    }

    /// <summary>Starts a read for each index and waits for all of them.</summary>
    public static async ValueTask<T[]> AllAsync<TState, T>(int count, TState state, Func<TState, int, ValueTask<T>> read)
    {
        var values = new T[count];
        List<Task>? running = null;
        for (var i = 0; i < count; i++)
        {
            var started = read(state, i);
            if (started.IsCompletedSuccessfully) values[i] = started.Result;
            else (running ??= []).Add(StoreAsync(started, values, i));
        }

        if (running is not null) await Task.WhenAll(running);
        return values;
    }

    private static async Task StoreAsync<T>(ValueTask<T> started, T[] values, int index) => values[index] = await started;
}
