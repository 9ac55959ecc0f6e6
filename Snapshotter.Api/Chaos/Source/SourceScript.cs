namespace Snapshotter.Api.Chaos.Source;

/// <summary>How the source chain grows and is reorganised. It is moved by the requests that are made, not by a clock, so that a run can be repeated.</summary>
internal sealed class SourceScript
{
    private readonly List<(long Request, ChainView View)> _steps = [];
    private readonly List<string> _turns = [];

    /// <summary>The last request that changes anything.</summary>
    public long LastRequest => _steps[^1].Request;

    /// <summary>What the chain ends as.</summary>
    public ChainView Final => _steps[^1].View;

    /// <summary>The forks that are shown at some time.</summary>
    public IReadOnlyCollection<int> Forks => [.. _steps.Select(static step => step.View.Fork).Distinct()];

    /// <summary>The names of the turns to other forks.</summary>
    public IReadOnlyList<string> Turns => _turns;

    /// <summary>Shows another fork from a request on, with the heads that were planned.</summary>
    public void Turn(long fromRequest, int fork, string what)
    {
        var before = _steps.Count(step => step.Request < fromRequest);
        if (before == _steps.Count || _steps[before].Request > fromRequest) _steps.Insert(before, (fromRequest, At(fromRequest)));
        for (var i = before; i < _steps.Count; i++) _steps[i] = (_steps[i].Request, _steps[i].View with { Fork = fork });
        _turns.Add(what);
    }

    /// <summary>Shows something from a request on; requests must rise.</summary>
    public void Show(long fromRequest, ChainView view)
    {
        if (_steps.Count > 0 && fromRequest <= LastRequest) throw new ArgumentOutOfRangeException(nameof(fromRequest), fromRequest, $"The script has reached request {LastRequest} already.");
        _steps.Add((fromRequest, view));
    }

    /// <summary>What is shown to a request, counted from 0.</summary>
    public ChainView At(long request)
    {
        var (first, last) = (0, _steps.Count - 1);
        while (first < last)
        {
            var middle = (first + last + 1) / 2;
            if (_steps[middle].Request <= request) first = middle;
            else last = middle - 1;
        }

        return _steps[first].View;
    }
}
