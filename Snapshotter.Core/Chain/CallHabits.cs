namespace Snapshotter.Core.Chain;

/// <summary>The calls that epochs make alike. One that two epochs in a row made is expected of the next ones, until so many epochs did without it.</summary>
internal sealed class CallHabits(int keepEpochs)
{
    /// <summary>The most calls that are remembered; calls beyond are made when they are asked for.</summary>
    private const int MaxCalls = 20_000;

    private readonly Dictionary<EpochCall, Habit> _habits = [];

    /// <summary>Rises whenever other calls are to be expected than before.</summary>
    public long Changes { get; private set; }

    /// <summary>The calls to expect.</summary>
    public IEnumerable<EpochCall> Expected => _habits.Where(static entry => entry.Value.IsRepeated).Select(static entry => entry.Key);

    /// <summary>Takes in the calls of an epoch. What an epoch asked for may be told several times, and later epochs before earlier ones.</summary>
    public void Learn(long epochId, IReadOnlyCollection<EpochCall> calls)
    {
        foreach (var call in calls)
        {
            if (_habits.TryGetValue(call, out var habit)) Keep(call, habit, habit.And(epochId));
            else if (_habits.Count < MaxCalls) _habits.Add(call, new Habit(epochId, IsRepeated: false));
        }
    }

    /// <summary>Takes in calls that another host has seen to be made again and again.</summary>
    public void Expect(long epochId, IReadOnlyCollection<EpochCall> calls)
    {
        foreach (var call in calls)
        {
            var isKnown = _habits.TryGetValue(call, out var habit);
            if (isKnown || _habits.Count < MaxCalls) Keep(call, habit, new Habit(Math.Max(habit.LastEpochId, epochId), IsRepeated: true));
        }
    }

    /// <summary>Forgets what no epoch asked for lately.</summary>
    public void Forget(long latestEpochId)
    {
        foreach (var (call, habit) in _habits)
        {
            if (habit.LastEpochId >= latestEpochId - keepEpochs) continue;
            _habits.Remove(call);
            if (habit.IsRepeated) Changes++;
        }
    }

    private void Keep(EpochCall call, Habit before, Habit now)
    {
        _habits[call] = now;
        if (now.IsRepeated && !before.IsRepeated) Changes++;
    }

    private readonly record struct Habit(long LastEpochId, bool IsRepeated)
    {
        public Habit And(long epochId) => new(Math.Max(LastEpochId, epochId), IsRepeated || Math.Abs(epochId - LastEpochId) == 1);
    }
}
