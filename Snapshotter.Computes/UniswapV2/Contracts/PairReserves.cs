namespace Snapshotter.Computes.UniswapV2.Contracts;

/// <summary>What a pair held when it was last synchronised.</summary>
/// <param name="Reserve0">Raw amount of token0, a uint112.</param>
/// <param name="Reserve1">Raw amount of token1, a uint112.</param>
public sealed record PairReserves(UInt128 Reserve0, UInt128 Reserve1);
