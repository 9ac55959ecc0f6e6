using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Text;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.Keys;

/// <summary>
/// Addresses in the form of an IBAN: <c>XE</c>, two check digits (ISO 7064, mod 97-10), and the address as a base-36 number.
/// Direct ICAP has 30 such digits, which hold 155 bits; every address fits the 31 of the "basic" form.
/// </summary>
public static class Icap
{
    private const string Country = "XE";
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const int CheckStart = 4;
    private const int DirectLength = 30;
    private const int BasicLength = 31;

    private static readonly SearchValues<char> DigitSet = SearchValues.Create(Digits);
    private static readonly BigInteger Limit = BigInteger.One << (8 * Address.Size);

    /// <summary>The text for an address: 30 base-36 digits where they suffice, else 31.</summary>
    public static string Encode(Address address)
    {
        var number = new BigInteger(address.Bytes, isUnsigned: true, isBigEndian: true);
        var text = new StringBuilder();
        for (; !number.IsZero; number /= Digits.Length) text.Insert(0, Digits[(int)(number % Digits.Length)]);
        var account = text.ToString().PadLeft(DirectLength, '0');
        var check = 98 - Remainder($"{account}{Country}00");
        return string.Create(CultureInfo.InvariantCulture, $"{Country}{check:00}{account}");
    }

    /// <summary>Reads the text of <see cref="Encode"/>, in upper case.</summary>
    /// <returns>False when it is none, the check digits are wrong, or the number is no address.</returns>
    public static bool TryDecode([NotNullWhen(true)] string? text, out Address address)
    {
        address = default;
        if (text is null || text.Length is not (CheckStart + DirectLength or CheckStart + BasicLength)) return false;
        if (!text.StartsWith(Country, StringComparison.Ordinal) || text.AsSpan().ContainsAnyExcept(DigitSet)) return false;
        if (!char.IsAsciiDigit(text[2]) || !char.IsAsciiDigit(text[3])) return false;

        var account = text[CheckStart..];
        if (account.Length == BasicLength && account[0] == '0') return false;
        if (Remainder(account + text[..CheckStart]) != 1) return false;
        var number = account.Aggregate(BigInteger.Zero, (sum, digit) => (sum * Digits.Length) + Digits.IndexOf(digit, StringComparison.Ordinal));
        if (number >= Limit) return false;

        var bytes = new byte[Address.Size];
        number.TryWriteBytes(bytes.AsSpan(Address.Size - number.GetByteCount(isUnsigned: true)), out _, isUnsigned: true, isBigEndian: true);
        address = new Address(bytes);
        return true;
    }

    // Each letter counts as two decimal digits, 10 to 35.
    private static int Remainder(string text) =>
        text.Select(c => Digits.IndexOf(c, StringComparison.Ordinal)).Aggregate(0, (rest, digit) => ((rest * (digit < 10 ? 10 : 100)) + digit) % 97);
}
