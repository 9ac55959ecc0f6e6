using Snapshotter.Core.Epochs;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Core.Storage;

/// <summary>An epoch and the latest outcome of every stage and subject in it, ordered by stage, then subject.</summary>
public sealed record EpochReport(ReleasedEpoch Epoch, IReadOnlyList<Transition> Transitions);
