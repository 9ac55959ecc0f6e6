using System.Numerics;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.Transactions;

/// <summary>An account's signed permission to run a contract's code as its own (EIP-7702). An invalid one is skipped, so any numbers are carried.</summary>
/// <param name="ChainId">The chain on which it counts, or 0 for all.</param>
/// <param name="Address">The contract.</param>
/// <param name="Nonce">The account's nonce.</param>
/// <param name="YParity">The parity of the signature's point.</param>
/// <param name="R">The signature's r.</param>
/// <param name="S">The signature's s.</param>
public sealed record CodeAuthorization(BigInteger ChainId, Address Address, ulong Nonce, byte YParity, BigInteger R, BigInteger S);
