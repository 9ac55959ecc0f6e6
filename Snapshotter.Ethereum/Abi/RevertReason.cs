using System.Globalization;
using System.Numerics;

namespace Snapshotter.Ethereum.Abi;

/// <summary>The errors that the Solidity compiler itself throws: <c>Error(string)</c> for a failed require, <c>Panic(uint256)</c> for a failed check (Solidity documentation, "Error handling").</summary>
public static class RevertReason
{
    private const int MaxText = 200;
    private static readonly AbiError Error = AbiError.Parse("error Error(string reason)");
    private static readonly AbiError Panic = AbiError.Parse("error Panic(uint256 code)");

    /// <summary>One line about revert data. The text of a reason is the contract's own, cut after 200 characters.</summary>
    public static string Describe(ReadOnlySpan<byte> revertData)
    {
        if (revertData.IsEmpty) return "reverted without a reason";
        if (!Selector.TryRead(revertData, out var selector)) return $"reverted with {revertData.Length} bytes";
        try
        {
            if (selector == Error.Selector) return $"reverted: {Shorten(Error.Decode(revertData).Get<string>(0))}";
            if (selector == Panic.Selector) return $"panicked: {Meaning(Panic.Decode(revertData).Get<BigInteger>(0))}";
        }
        catch (AbiException)
        {
            return $"reverted with malformed data for {selector}";
        }

        return $"reverted with the custom error {selector}";
    }

    private static string Shorten(string text) => text.Length <= MaxText ? text : string.Concat(text.AsSpan(0, MaxText), "...");

    private static string Meaning(BigInteger code) => code > byte.MaxValue ? "unknown code" : (int)code switch
    {
        0x01 => "assertion failed",
        0x11 => "arithmetic overflow or underflow",
        0x12 => "division by zero",
        0x21 => "value outside its enum",
        0x22 => "corrupt byte array in storage",
        0x31 => "pop of an empty array",
        0x32 => "index out of bounds",
        0x41 => "too much memory",
        0x51 => "call of an uninitialized function",
        var other => string.Create(CultureInfo.InvariantCulture, $"code 0x{other:x2}"),
    };
}
