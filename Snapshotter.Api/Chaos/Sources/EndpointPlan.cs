using Snapshotter.Api.Chaos.Rpc;
using Snapshotter.Api.Chaos.Source;

namespace Snapshotter.Api.Chaos.Sources;

/// <summary>How one endpoint behaves.</summary>
/// <param name="name">Its name.</param>
internal sealed class EndpointPlan(string name)
{
    private readonly List<Persona> _personas = [];
    private readonly List<Outage> _outages = [];

    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>Which of its requests go wrong.</summary>
    public FaultSchedule Schedule { get; set; } = FaultSchedule.None;

    /// <summary>The last request, over all endpoints, at which it changes what it shows.</summary>
    public long LastRequest => _personas.Select(static persona => persona.LastRequest).Concat(_outages.Select(static outage => outage.LastRequest)).DefaultIfEmpty().Max();

    /// <summary>What it shows otherwise than the chain, and why.</summary>
    public IReadOnlyList<string> Personas => [.. _personas.Select(static persona => persona.Name)];

    /// <summary>From one request to another, counted over all endpoints, it shows something else than the chain.</summary>
    /// <param name="what">Its name in reports.</param>
    /// <param name="firstRequest">The first request.</param>
    /// <param name="lastRequest">The last request.</param>
    /// <param name="shows">What it makes of what the chain is.</param>
    public void Show(string what, long firstRequest, long lastRequest, Func<ChainView, ChainView> shows) => _personas.Add(new Persona(what, firstRequest, lastRequest, shows));

    /// <summary>From one request to another, counted over all endpoints, it answers nothing.</summary>
    /// <param name="firstRequest">The first request.</param>
    /// <param name="lastRequest">The last request.</param>
    /// <param name="fault">What it does instead.</param>
    public void Fail(long firstRequest, long lastRequest, IRpcFault fault) => _outages.Add(new Outage(firstRequest, lastRequest, fault));

    /// <summary>What it does to a request during an outage, or null.</summary>
    public IRpcFault? OutageAt(long request) => _outages.Find(outage => request >= outage.FirstRequest && request <= outage.LastRequest)?.Fault;

    /// <summary>What it shows to a request.</summary>
    public ChainView ViewOf(long request, ChainView chain) =>
        _personas.Where(persona => request >= persona.FirstRequest && request <= persona.LastRequest).Aggregate(chain, static (view, persona) => persona.Shows(view));

    private sealed record Persona(string Name, long FirstRequest, long LastRequest, Func<ChainView, ChainView> Shows);

    private sealed record Outage(long FirstRequest, long LastRequest, IRpcFault Fault);
}
