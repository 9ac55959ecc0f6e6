using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.Models;

namespace Snapshotter.Computes.Quests;

/// <summary>An event and the transaction that emitted it.</summary>
/// <param name="Receipt">What the transaction did.</param>
/// <param name="Log">The log.</param>
/// <param name="Values">The event's parameters.</param>
internal sealed record QuestEvent(TransactionReceipt Receipt, LogEntry Log, AbiValues Values);
