using Snapshotter.Core.Concurrency;

namespace Snapshotter.Core.Submission.Outbox;

/// <summary>
/// Keeps the signing of submissions and the rebuilding of epochs apart: what is about to be signed is not withdrawn, and what was withdrawn is not signed.
/// </summary>
public sealed class SigningGate : Gate;
