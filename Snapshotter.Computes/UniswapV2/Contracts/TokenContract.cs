using Snapshotter.Ethereum.Abi;

namespace Snapshotter.Computes.UniswapV2.Contracts;

/// <summary>What is read of a token (EIP-20).</summary>
internal static class TokenContract
{
    private static readonly AbiFunction NameFunction = AbiFunction.Parse("name() view returns (string)");
    private static readonly AbiFunction SymbolFunction = AbiFunction.Parse("symbol() view returns (string)");
    private static readonly AbiFunction DecimalsFunction = AbiFunction.Parse("decimals() view returns (uint8)");

    /// <summary>The call of name().</summary>
    public static ReadOnlyMemory<byte> Name { get; } = NameFunction.EncodeCall([]);

    /// <summary>The call of symbol().</summary>
    public static ReadOnlyMemory<byte> Symbol { get; } = SymbolFunction.EncodeCall([]);

    /// <summary>The call of decimals().</summary>
    public static ReadOnlyMemory<byte> Decimals { get; } = DecimalsFunction.EncodeCall([]);

    /// <summary>The text that name() or symbol() answered.</summary>
    /// <exception cref="FormatException">It is none, as with old tokens that answer bytes32.</exception>
    public static string ReadText(ReadOnlySpan<byte> answer) => NameFunction.DecodeResult(answer).Get<string>(0);

    /// <summary>The number that decimals() answered.</summary>
    /// <exception cref="FormatException">It is no uint8.</exception>
    public static int ReadDecimals(ReadOnlySpan<byte> answer)
    {
        var decimals = AbiWord.ReadUInt64(AbiWord.At(answer, 0));
        return decimals <= byte.MaxValue ? (int)decimals : throw new FormatException($"{decimals} is no uint8.");
    }
}
