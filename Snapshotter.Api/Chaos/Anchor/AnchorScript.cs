namespace Snapshotter.Api.Chaos.Anchor;

/// <summary>What the anchor chain does, step by step. It is moved by the requests that are made, not by a clock, so that a run can be repeated.</summary>
internal sealed class AnchorScript
{
    private readonly List<AnchorStep> _steps = [];

    /// <summary>The steps in order.</summary>
    public IReadOnlyList<AnchorStep> Steps => _steps;

    /// <summary>The last request that changes anything.</summary>
    public long LastRequest => _steps[^1].AtRequest;

    /// <summary>How many blocks after its release an epoch can be submitted for.</summary>
    public int SubmissionWindow { get; set; } = 20;

    /// <summary>Whether a WebSocket tells the node of news.</summary>
    public bool HasWebSocket { get; set; }

    /// <summary>Adds a step; requests must rise.</summary>
    public void Add(AnchorStep step)
    {
        if (_steps.Count > 0 && step.AtRequest <= LastRequest) throw new ArgumentOutOfRangeException(nameof(step), step.AtRequest, $"The script has reached request {LastRequest} already.");
        _steps.Add(step);
    }
}
