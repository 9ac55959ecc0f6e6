namespace Snapshotter.Core.Jobs.Workers;

/// <summary>Which processes work on the state, as far as is known here: this one alone until others were heard of.</summary>
public sealed class LiveHosts(RoleOptions roles)
{
    private volatile Seen _seen = new(0, 0);

    /// <summary>How many run jobs, this one included; at least one.</summary>
    public int Workers => Math.Max(1, (roles.Worker ? 1 : 0) + _seen.Workers);

    /// <summary>Whether others run jobs. Where this one runs none, others must.</summary>
    public bool HasOtherWorkers => !roles.Worker || _seen.Workers > 0;

    /// <summary>Whether there are any others.</summary>
    public bool HasOthers => _seen.Hosts > 0;

    /// <summary>The processes told of themselves.</summary>
    /// <param name="signs">What they told.</param>
    /// <param name="own">The name of this one.</param>
    /// <param name="now">The time.</param>
    public void Saw(IReadOnlyList<WorkerSign> signs, string own, DateTimeOffset now)
    {
        var others = signs.Where(sign => sign.Id != own && !sign.IsGone(now)).ToArray();
        _seen = new Seen(others.Length, others.Count(static sign => sign.Slots > 0));
    }

    private sealed record Seen(int Hosts, int Workers);
}
