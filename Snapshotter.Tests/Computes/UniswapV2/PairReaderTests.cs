using System.Text;
using Snapshotter.Computes.UniswapV2;
using Snapshotter.Computes.UniswapV2.Pairs;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Computes.UniswapV2;

public sealed class PairReaderTests
{
    private static readonly Address Pair = Address.Parse("0x00000000000000000000000000000000000000a1");
    private static readonly Address Old = Address.Parse("0x00000000000000000000000000000000000000b2");
    private static readonly PairReader Reader = new(UniswapV2Settings.Mainnet);

    [Fact]
    public async Task A_pair_is_called_by_its_symbols()
    {
        var chain = Chain().Token(Tokens.Weth, "WETH", 18).Token(Tokens.Uni, "UNI", 18).Pair(Pair, Tokens.Uni, Tokens.Weth, (1, 1));

        var pair = await Reader.MetadataAsync(Pair, chain, CancellationToken.None);

        pair.Symbol.Should().Be("UNI-WETH");
        pair.Token0.Should().Be(new TokenMetadata(Tokens.Uni, "The UNI", "UNI", 18));
    }

    [Fact]
    public async Task Maker_is_not_asked_for_its_name()
    {
        var chain = Chain().Answer(Tokens.Maker, "decimals()", [], Word(18));

        var token = await Reader.TokenAsync(Tokens.Maker, chain, CancellationToken.None);

        token.Should().Be(new TokenMetadata(Tokens.Maker, "Maker", "MKR", 18));
        chain.Calls.Should().ContainSingle();
    }

    [Fact]
    public async Task A_name_of_bytes32_cannot_be_read()
    {
        var name = new byte[32];
        Encoding.ASCII.GetBytes("Old Token").CopyTo(name, 0);
        var chain = Chain().Token(Old, "OLD", 18).Answer(Old, "name()", [], name);

        await FailsAsync(chain, $"*name() of {Old}*");
    }

    [Fact]
    public async Task Decimals_beyond_a_byte_cannot_be_read() =>
        await FailsAsync(Chain().Token(Old, "OLD", 256), $"*decimals() of {Old}*256*");

    [Fact]
    public async Task A_token_that_is_no_contract_is_named() =>
        await FailsAsync(Chain(), $"*{Old}*no such contract*");

    [Fact]
    public async Task A_contract_that_is_no_pair_is_named()
    {
        var reading = async () => await Reader.MetadataAsync(Pair, Chain(), CancellationToken.None);

        await reading.Should().ThrowAsync<SnapshotException>().WithMessage($"token0() of {Pair}*no such contract*");
    }

    [Fact]
    public async Task A_pair_unknown_to_the_factory_is_none() =>
        (await Reader.FindAsync(Tokens.Weth, Old, Chain(), CancellationToken.None)).Should().BeNull();

    private static async Task FailsAsync(ScriptedSourceChain chain, string message)
    {
        var reading = async () => await Reader.TokenAsync(Old, chain, CancellationToken.None);
        await reading.Should().ThrowAsync<SnapshotException>().WithMessage(message);
    }

    private static ScriptedSourceChain Chain() => new(new Epoch(1, 10, 10));

    private static byte[] Word(byte value) => [.. new byte[31], value];
}
