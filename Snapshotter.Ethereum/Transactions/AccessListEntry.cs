using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.Transactions;

/// <summary>An account and slots of its storage (EIP-2930).</summary>
/// <param name="Address">The account.</param>
/// <param name="StorageKeys">The slots, in any order.</param>
public sealed record AccessListEntry(Address Address, IReadOnlyList<Hash32> StorageKeys);
