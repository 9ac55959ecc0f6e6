using System.Text.Json.Serialization;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Api.Rest.Bodies;

/// <summary>The node does its work.</summary>
/// <param name="Status">Always <c>OK</c>.</param>
public sealed record HealthOk(string Status);

/// <summary>Whether the node makes progress, stage by stage.</summary>
/// <param name="Status"><c>OK</c>, or <c>error</c> when a stage is past its deadline.</param>
/// <param name="Message">The stages past their deadline, or null.</param>
/// <param name="Stages">Every stage with its code, sentence and the time it got into that state.</param>
public sealed record Readiness(
    string Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Message,
    IReadOnlyList<StageHealth> Stages);
