namespace Snapshotter.Computes.UniswapV2.Snapshots;

/// <summary>One token of a pair at the end of every block of the epoch, in order.</summary>
/// <param name="Reserves">How much the pair holds.</param>
/// <param name="ReservesUsd">The same in US dollars.</param>
/// <param name="Prices">The price of one token in US dollars.</param>
public sealed record TokenSide(ReadOnlyMemory<double> Reserves, ReadOnlyMemory<double> ReservesUsd, ReadOnlyMemory<double> Prices);
