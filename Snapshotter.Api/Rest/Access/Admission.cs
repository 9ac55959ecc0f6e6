using Snapshotter.Api.Rest.Answers;
using Snapshotter.Core.Callers;

namespace Snapshotter.Api.Rest.Access;

/// <summary>Whether a request is answered.</summary>
internal readonly struct Admission
{
    private readonly CallQuota? _quota;

    private Admission(CallQuota? quota, IAnswer? refusal)
    {
        _quota = quota;
        Refusal = refusal;
    }

    /// <summary>What it is answered with instead, or null when it is let in.</summary>
    public IAnswer? Refusal { get; }

    /// <summary>Let in without being counted: the path is open to everyone.</summary>
    public static Admission Open => default;

    /// <summary>Let in; to be ended.</summary>
    public static Admission Granted(CallQuota quota) => new(quota, null);

    /// <summary>Not let in.</summary>
    public static Admission Refused(IAnswer refusal) => new(null, refusal);

    /// <summary>Ends the call.</summary>
    /// <param name="succeeded">Whether it counts as a successful one.</param>
    public void End(bool succeeded) => _quota?.End(succeeded);
}
