using Snapshotter.Core.Jobs.Queues;
using StackExchange.Redis;

namespace Snapshotter.Core.Storage.Redis;

/// <summary>The arguments of a script: one list of texts, in which a list stands behind its length.</summary>
internal sealed class RedisArguments
{
    private readonly List<object> _values = [];

    /// <summary>A list with a few values.</summary>
    public static RedisArguments Of(params IReadOnlyList<RedisValue> values)
    {
        var arguments = new RedisArguments();
        foreach (var value in values) arguments.Add(value);
        return arguments;
    }

    /// <exception cref="ArgumentNullException">There is no value.</exception>
    public RedisArguments Add(RedisValue value)
    {
        if (value.IsNull) throw new ArgumentNullException(nameof(value), "A value is missing.");
        _values.Add(value);
        return this;
    }

    /// <summary>A list of records, each of which adds its own values.</summary>
    public RedisArguments AddAll<T>(IReadOnlyCollection<T> items, Action<RedisArguments, T> add)
    {
        Add(items.Count);
        foreach (var item in items) add(this, item);
        return this;
    }

    /// <summary>Which jobs are wanted (<c>shares.lua</c>).</summary>
    public RedisArguments AddShares(JobOffer offer) => AddAll(
        offer.Shares, static (to, share) => to.Add(share.Priority).Add(share.Most).Add(share.IsAllBut ? 1 : 0).AddAll(share.Kinds, static (list, kind) => list.Add(kind)));

    /// <summary>As the arguments of one call of a <see cref="RedisGroup"/>.</summary>
    public object[] ToArray() => [.. _values];

    /// <summary>As the arguments of EVAL or EVALSHA: the script, the channel of its news in the place of a key, and these.</summary>
    public object[] Behind(string script, string channel) => [script, 1, channel, .. _values];
}
