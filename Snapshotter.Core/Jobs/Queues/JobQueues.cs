namespace Snapshotter.Core.Jobs.Queues;

/// <summary>The one place that says which kinds of jobs belong to which queue.</summary>
public static class JobQueues
{
    private static readonly Dictionary<JobQueueName, string[]> Kinds = new()
    {
        [JobQueueName.Preload] = ["preload"],
        [JobQueueName.Build] = ["build", "bulk"],
        [JobQueueName.Aggregate] = ["aggregate"],
        [JobQueueName.Submit] = ["collect", "submit"],
        [JobQueueName.Finalize] = ["finalize"],
    };

    private static readonly Dictionary<string, JobQueueName> ByKind =
        Kinds.SelectMany(static queue => queue.Value.Select(kind => (kind, queue.Key))).ToDictionary(static pair => pair.kind, static pair => pair.Key, StringComparer.Ordinal);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<JobQueueName> All { get; } = Enum.GetValues<JobQueueName>();

    /// <summary>The kinds of a queue.</summary>
    public static IReadOnlyList<string> KindsOf(JobQueueName queue) => Kinds[queue];

    /// <summary>The queue of a kind; null for one of another release, which any worker takes and gives up with that reason.</summary>
    public static JobQueueName? Of(string kind) => ByKind.TryGetValue(kind, out var queue) ? queue : null;

    /// <summary>Checks that each kind has a queue.</summary>
    /// <exception cref="InvalidOperationException">One has none.</exception>
    public static void ThrowIfHomeless(IEnumerable<string> kinds)
    {
        if (kinds.FirstOrDefault(static kind => !ByKind.ContainsKey(kind)) is { } homeless)
        {
            throw new InvalidOperationException($"Jobs of kind '{homeless}' have a handler but belong to no queue: name the kind in {nameof(JobQueues)}, beside those that the same thing limits.");
        }
    }

    /// <summary>Reads names of queues, separated by commas; an empty text stands for all.</summary>
    /// <returns>The queues, or the sentence that says what is wrong.</returns>
    public static (IReadOnlyList<JobQueueName> Queues, string? Fault) Parse(string text)
    {
        var names = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (names.Length == 0) return (All, null);
        var queues = new SortedSet<JobQueueName>();
        foreach (var name in names)
        {
            // A number would be read as well, but nobody means one.
            if (char.IsAsciiLetter(name[0]) && Enum.TryParse<JobQueueName>(name, ignoreCase: true, out var queue)) queues.Add(queue);
            else if (Of(name) is { } of) return ([], $"'{name}' is a kind of jobs, not a queue: write {of}, the queue that it belongs to.");
            else return ([], $"'{name}' is not a queue: write some of {string.Join(", ", All)}, separated by commas, or nothing for all.");
        }

        return ([.. queues], null);
    }
}
