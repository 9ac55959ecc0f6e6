using System.Globalization;
using System.Numerics;

namespace Snapshotter.Ethereum.Abi;

/// <summary>The .NET integers that a caller may give for an ABI number; the decoder always gives back a <see cref="BigInteger"/>.</summary>
internal static class AbiNumber
{
    public static bool TryGet(object? value, out BigInteger number)
    {
        BigInteger? found = value switch
        {
            BigInteger big => big,
            byte small => small,
            int whole => whole,
            uint whole => whole,
            long whole => whole,
            ulong whole => whole,
            UInt128 whole => whole,
            Int128 whole => whole,
            _ => null,
        };
        number = found ?? default;
        return found is not null;
    }

    /// <summary>The number for an error text; its size where it is longer than any ABI number.</summary>
    public static string Shorten(BigInteger number) => number.GetBitLength() <= 512
        ? number.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"a number of {number.GetBitLength()} bits");
}
