using System.Text.Json;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Api.SyntheticChains;

/// <summary>Writes calls.json: what pairs, tokens and the factory answer.</summary>
internal sealed class CallsWriter : IDisposable
{
    private static readonly Address Factory = Address.Parse("0x5c69bee701ef814a2b6a3edd4b1652cb9cc5aa6f");
    private static readonly AbiFunction GetPair = AbiFunction.Parse("getPair(address tokenA, address tokenB) view returns (address)");
    private static readonly AbiFunction Token0 = AbiFunction.Parse("token0() view returns (address)");
    private static readonly AbiFunction Token1 = AbiFunction.Parse("token1() view returns (address)");
    private static readonly AbiFunction Name = AbiFunction.Parse("name() view returns (string)");
    private static readonly AbiFunction Symbol = AbiFunction.Parse("symbol() view returns (string)");
    private static readonly AbiFunction Decimals = AbiFunction.Parse("decimals() view returns (uint8)");

    private readonly JsonArrayFile _file;
    private readonly Utf8JsonWriter _json;

    public CallsWriter(string path)
    {
        _file = new JsonArrayFile(path);
        _json = _file.Json;
    }

    /// <summary>What never changes.</summary>
    public void WriteConstants(IReadOnlyList<SyntheticPair> pairs)
    {
        WriteToken(SyntheticToken.Weth);
        foreach (var pair in pairs)
        {
            WriteToken(pair.Token);
            Write(pair.Address, Token0.EncodeCall([]), "latest", Token0.EncodeResult([pair.Token0]));
            Write(pair.Address, Token1.EncodeCall([]), "latest", Token1.EncodeResult([pair.Token1]));
            Write(Factory, GetPair.EncodeCall([SyntheticToken.Weth.Address, pair.Token.Address]), "latest", GetPair.EncodeResult([pair.Address]));
        }
    }

    /// <summary>The reserves at the end of a block.</summary>
    public void WriteReserves(IEnumerable<SyntheticPair> pairs, long block)
    {
        foreach (var pair in pairs) Write(pair.Address, SyntheticPair.ReservesCall, FormattableString.Invariant($"0x{block:x}"), pair.ReservesAnswer);
        _json.Flush();
    }

    public void Dispose() => _file.Dispose();

    private void WriteToken(SyntheticToken token)
    {
        Write(token.Address, Name.EncodeCall([]), "latest", Name.EncodeResult([$"Token {token.Symbol}"]));
        Write(token.Address, Symbol.EncodeCall([]), "latest", Symbol.EncodeResult([token.Symbol]));
        Write(token.Address, Decimals.EncodeCall([]), "latest", Decimals.EncodeResult([token.Decimals]));
    }

    private void Write(Address to, byte[] data, string block, byte[] result)
    {
        _json.WriteStartObject();
        _json.WriteString("to", to.ToString());
        _json.WriteString("data", Hex.Prefixed(data));
        _json.WriteString("block", block);
        _json.WriteString("result", Hex.Prefixed(result));
        _json.WriteEndObject();
    }
}
