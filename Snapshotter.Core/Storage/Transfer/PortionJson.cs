using System.Text.Json;
using System.Text.Json.Serialization;
using Snapshotter.Core.Finalization;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Protocol;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Submission.Outbox;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Core.Storage.Transfer;

/// <summary>A portion of the state as it stands in a state file. Its shape is part of the format: a change of it is a new version.</summary>
internal sealed class PortionJson
{
    public IReadOnlyList<string>? InitialProjects { get; set; }

    public IReadOnlyList<ProjectUpdate>? ProjectUpdates { get; set; }

    public IReadOnlyList<EpochJson>? Released { get; set; }

    public IReadOnlyList<Transition>? Transitions { get; set; }

    public IReadOnlyList<BuiltSnapshot>? Built { get; set; }

    public IReadOnlyList<FinalizedSnapshot>? Finalized { get; set; }

    public IReadOnlyList<UndecidedEpoch>? Undecided { get; set; }

    public IReadOnlyList<SubmissionReport>? Reports { get; set; }

    public IReadOnlyList<string>? Projects { get; set; }

    public IReadOnlyList<string>? Arisen { get; set; }

    public IReadOnlyList<SubmissionTotals>? Totals { get; set; }

    public IReadOnlyList<FirstEpoch>? FirstEpochs { get; set; }

    public IReadOnlyList<FactJson>? Facts { get; set; }

    public IReadOnlyList<OutboxEntry>? Outbox { get; set; }

    public IReadOnlyList<WaitingJob>? Jobs { get; set; }

    public static byte[] Write(StateChange change) => JsonSerializer.SerializeToUtf8Bytes(
        new PortionJson
        {
            InitialProjects = OrNull(change.InitialProjects),
            ProjectUpdates = OrNull(change.ProjectUpdates),
            Released = OrNull(change.Released)?.Select(EpochJson.Of).ToArray(),
            Transitions = OrNull(change.Transitions),
            Built = OrNull(change.Built),
            Finalized = OrNull(change.Finalized),
            Undecided = OrNull(change.Undecided),
            Reports = OrNull(change.Reports),
            Projects = change.Projects,
            Arisen = OrNull(change.Arisen),
            Totals = OrNull(change.Totals),
            FirstEpochs = OrNull(change.FirstEpochs),
            Facts = OrNull(change.Facts)?.Select(static fact => new FactJson(fact.Key, fact.Value)).ToArray(),
            Outbox = OrNull(change.Outbox),
            Jobs = OrNull(change.Enqueued)?.Select(static job => new WaitingJob(job.Kind, job.EpochId, job.Key, job.Payload) { NotBefore = job.NotBefore, AfterEarlierEpochs = job.AfterEarlierEpochs }).ToArray(),
        },
        PortionContext.Default.PortionJson);

    /// <summary>The portion, with facts besides.</summary>
    /// <exception cref="JsonException">The payload is no portion.</exception>
    public static StateChange Read(byte[] payload, KeyValuePair<string, byte[]> beside)
    {
        var portion = JsonSerializer.Deserialize(payload, PortionContext.Default.PortionJson) ?? throw new JsonException("The portion is null.");
        return new StateChange
        {
            InitialProjects = portion.InitialProjects ?? [],
            ProjectUpdates = portion.ProjectUpdates ?? [],
            Released = [.. (portion.Released ?? []).Select(static epoch => epoch.ToEpoch())],
            Transitions = portion.Transitions ?? [],
            Built = portion.Built ?? [],
            Finalized = portion.Finalized ?? [],
            Undecided = portion.Undecided ?? [],
            Reports = portion.Reports ?? [],
            Projects = portion.Projects,
            Arisen = portion.Arisen ?? [],
            Totals = portion.Totals ?? [],
            FirstEpochs = portion.FirstEpochs ?? [],
            Facts = [.. (portion.Facts ?? []).Select(static fact => KeyValuePair.Create(fact.Key, fact.Value)), beside],
            Outbox = portion.Outbox ?? [],
            Enqueued = [.. (portion.Jobs ?? []).Select(static job => new NewJob(job.Kind, job.EpochId, job.Key, job.Payload) { NotBefore = job.NotBefore, AfterEarlierEpochs = job.AfterEarlierEpochs })],
        };
    }

    private static IReadOnlyList<T>? OrNull<T>(IReadOnlyList<T> records) => records.Count == 0 ? null : records;
}

/// <summary>Generated serialisation.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, IgnoreReadOnlyProperties = true, UseStringEnumConverter = true,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(PortionJson))]
internal sealed partial class PortionContext : JsonSerializerContext;
