using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.Models;

namespace Snapshotter.Computes.Declared.Events;

/// <summary>A log and the arguments of its event.</summary>
internal sealed record DecodedLog(LogEntry Log, AbiValues Arguments);
