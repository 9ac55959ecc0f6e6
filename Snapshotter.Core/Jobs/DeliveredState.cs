using Snapshotter.Core.Epochs;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Core.Jobs;

/// <summary>
/// What every handler would ask of the state, as it was when its job was leased. A queue that has a way to go to the state tells it with the job, so
/// that handlers need not go a second time.
/// </summary>
/// <param name="Epoch">The job's epoch.</param>
/// <param name="PausedProjects">What <see cref="Snapshots.PausedProjects"/> keeps; null when nothing is kept.</param>
/// <param name="Built">What was built in the epoch, by project; null when it is too much to be told with every job.</param>
public sealed record DeliveredState(ReleasedEpoch Epoch, byte[]? PausedProjects, IReadOnlyDictionary<string, Cid>? Built);
