using System.Numerics;

namespace Snapshotter.Ethereum.Transactions.Sending;

/// <summary>What a unit of gas pays.</summary>
/// <param name="MaxFee">The most in all, in wei.</param>
/// <param name="Tip">The most above the base fee (EIP-1559), in wei; null on a chain without base fees.</param>
internal readonly record struct FeeRates(BigInteger MaxFee, BigInteger? Tip)
{
    // Nodes take a replacement that pays at least a tenth more, some an eighth.
    private const int BumpDivisor = 8;

    /// <summary>The rates for a market: the base fee may double before the transaction waits.</summary>
    /// <param name="baseFee">The next block's base fee in wei; null on a chain without.</param>
    /// <param name="suggestion">The tip, or without base fees the price, that the node suggests, in wei.</param>
    /// <param name="minTip">The least tip, in wei.</param>
    /// <param name="maxFee">The most a unit may cost, in wei.</param>
    public static FeeRates Of(BigInteger? baseFee, BigInteger suggestion, BigInteger minTip, BigInteger maxFee)
    {
        var wanted = BigInteger.Max(suggestion, minTip);
        if (baseFee is not { } price) return new FeeRates(BigInteger.Min(wanted, maxFee), null);
        var fee = BigInteger.Min((price * 2) + wanted, maxFee);
        return new FeeRates(fee, BigInteger.Min(wanted, fee));
    }

    /// <summary>The least rates with which a transaction of these rates can be replaced.</summary>
    public FeeRates Bumped() => new(Bump(MaxFee), Tip is { } tip ? Bump(tip) : null);

    /// <summary>The higher rates of both.</summary>
    public FeeRates AtLeast(in FeeRates other) =>
        new(BigInteger.Max(MaxFee, other.MaxFee), Tip is { } tip && other.Tip is { } otherTip ? BigInteger.Max(tip, otherTip) : Tip ?? other.Tip);

    private static BigInteger Bump(BigInteger wei) => wei + BigInteger.Max(1, (wei + BumpDivisor - 1) / BumpDivisor);
}
