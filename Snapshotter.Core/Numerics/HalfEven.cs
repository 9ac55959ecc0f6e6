using System.Numerics;

namespace Snapshotter.Core.Numerics;

/// <summary>Division to the nearest integer, ties to the even one.</summary>
public static class HalfEven
{
    /// <summary>The quotient.</summary>
    /// <exception cref="DivideByZeroException">The divisor is zero.</exception>
    public static BigInteger Divide(BigInteger dividend, BigInteger divisor)
    {
        var quotient = BigInteger.DivRem(dividend, divisor, out var rest);
        var comparison = (BigInteger.Abs(rest) * 2).CompareTo(BigInteger.Abs(divisor));
        var roundsAway = comparison > 0 || (comparison == 0 && !quotient.IsEven);
        return roundsAway ? quotient + (dividend.Sign * divisor.Sign) : quotient;
    }
}
