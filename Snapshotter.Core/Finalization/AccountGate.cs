using Snapshotter.Core.Concurrency;

namespace Snapshotter.Core.Finalization;

/// <summary>
/// Keeps the two apart that account for a submission: what consensus decided, and that the submission did not count. Each looks at what the other wrote
/// before it writes, so that a refused submission is missed, whichever was first.
/// </summary>
public sealed class AccountGate : Gate;
