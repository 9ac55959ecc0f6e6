using System.Numerics;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Api.SyntheticChains;

/// <summary>A pair of WETH and a token. Trades move its reserves as the contract of Uniswap v2 does.</summary>
internal sealed class SyntheticPair
{
    private static readonly AbiEvent Sync = AbiEvent.Parse("Sync(uint112 reserve0, uint112 reserve1)");
    private static readonly AbiEvent Swap = AbiEvent.Parse("Swap(address indexed sender, uint256 amount0In, uint256 amount1In, uint256 amount0Out, uint256 amount1Out, address indexed to)");
    private static readonly AbiEvent Mint = AbiEvent.Parse("Mint(address indexed sender, uint256 amount0, uint256 amount1)");
    private static readonly AbiEvent Burn = AbiEvent.Parse("Burn(address indexed sender, uint256 amount0, uint256 amount1, address indexed to)");
    private static readonly AbiFunction GetReserves = AbiFunction.Parse("getReserves() view returns (uint112 reserve0, uint112 reserve1, uint32 blockTimestampLast)");
    private static readonly Address Trader = SyntheticToken.AddressOf("trader");

    private readonly BigInteger[] _reserves;

    public SyntheticPair(Address address, SyntheticToken token, int usdPerEther)
    {
        Address = address;
        Token = token;
        var ether = BigInteger.Pow(10, 18) * 1000;
        var tokens = BigInteger.Pow(10, token.Decimals) * 1000 * usdPerEther;
        WethIsToken0 = SyntheticToken.Weth.Address < token.Address;
        _reserves = WethIsToken0 ? [ether, tokens] : [tokens, ether];
    }

    public Address Address { get; }

    public SyntheticToken Token { get; }

    public bool WethIsToken0 { get; }

    public Address Token0 => WethIsToken0 ? SyntheticToken.Weth.Address : Token.Address;

    public Address Token1 => WethIsToken0 ? Token.Address : SyntheticToken.Weth.Address;

    /// <summary>The call of getReserves().</summary>
    public static byte[] ReservesCall { get; } = GetReserves.EncodeCall([]);

    /// <summary>The answer of getReserves() now.</summary>
    public byte[] ReservesAnswer => GetReserves.EncodeResult([_reserves[0], _reserves[1], 0]);

    /// <summary>Makes a trade and returns its logs in order.</summary>
    public AbiLog[] Trade(Lots lots)
    {
        var share = BigInteger.One * (1 + lots.Below(1000));
        return lots.Below(10) switch
        {
            0 => Add(Mint, share, 1, [Trader]),
            // Half of what a Mint adds, so that the pool does not run dry.
            1 => Add(Burn, share / 2, -1, [Trader, Trader]),
            _ => SwapIn(lots.Below(2), share),
        };
    }

    private AbiLog[] Add(AbiEvent kind, BigInteger share, int sign, object[] accounts)
    {
        var (amount0, amount1) = (_reserves[0] * share / 100_000, _reserves[1] * share / 100_000);
        _reserves[0] += sign * amount0;
        _reserves[1] += sign * amount1;
        object?[] values = [accounts[0], amount0, amount1, .. accounts.Skip(1)];
        return [Synced(), kind.Encode(values)];
    }

    /// <summary>Puts up to one per cent of a reserve in, and takes the other token out by the constant product less 0.3 %.</summary>
    private AbiLog[] SwapIn(int side, BigInteger share)
    {
        var other = 1 - side;
        var amountIn = _reserves[side] * share / 100_000;
        var amountOut = amountIn * 997 * _reserves[other] / ((_reserves[side] * 1000) + (amountIn * 997));
        _reserves[side] += amountIn;
        _reserves[other] -= amountOut;
        var (none, zero) = (BigInteger.Zero, side == 0);
        return [Synced(), Swap.Encode([Trader, zero ? amountIn : none, zero ? none : amountIn, zero ? none : amountOut, zero ? amountOut : none, Trader])];
    }

    private AbiLog Synced() => Sync.Encode([_reserves[0], _reserves[1]]);
}
