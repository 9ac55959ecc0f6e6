using System.Globalization;

namespace Snapshotter.Ethereum.Abi;

/// <summary>The texts of types that are no array and no tuple, with the aliases of the specification.</summary>
internal static class AbiElementaryType
{
    /// <summary>The type of a word, or null when the ABI has no such type.</summary>
    public static AbiType? TryParse(string word) => word switch
    {
        "uint" => AbiType.UInt256,
        "int" => AbiType.Int(256),
        "bool" => AbiType.Bool,
        "address" => AbiType.Address,
        "bytes" => AbiType.Bytes,
        "string" => AbiType.String,
        "function" => AbiType.Function,
        "fixed" => AbiType.FixedPoint(isSigned: true, 128, 18),
        "ufixed" => AbiType.FixedPoint(isSigned: false, 128, 18),
        _ => TryParseSized(word),
    };

    private static AbiType? TryParseSized(string word)
    {
        var name = word.AsSpan().TrimEnd("0123456789");
        if (name is "fixed" or "ufixed") return null;
        var size = word.AsSpan(name.Length);
        return name switch
        {
            "uint" when TryNumber(size, out var bits) => AbiType.UInt(bits),
            "int" when TryNumber(size, out var bits) => AbiType.Int(bits),
            "bytes" when TryNumber(size, out var length) => AbiType.FixedBytes(length),
            _ when name.EndsWith('x') && TryNumber(size, out var decimals) => TryParseFixedPoint(name[..^1], decimals),
            _ => null,
        };
    }

    private static AbiType? TryParseFixedPoint(ReadOnlySpan<char> word, int decimals)
    {
        var name = word.TrimEnd("0123456789");
        if (name is not ("fixed" or "ufixed") || !TryNumber(word[name.Length..], out var bits)) return null;
        return AbiType.FixedPoint(name is "fixed", bits, decimals);
    }

    // A leading zero would give one type two texts.
    private static bool TryNumber(ReadOnlySpan<char> digits, out int number)
    {
        number = 0;
        return digits.Length is > 0 and <= 3 && digits[0] != '0' && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
