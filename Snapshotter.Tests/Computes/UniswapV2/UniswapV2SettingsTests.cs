using Snapshotter.Computes.UniswapV2;
using Snapshotter.Computes.UniswapV2.Pricing;
using Snapshotter.Core.Configuration;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Tests.Computes.UniswapV2;

public sealed class UniswapV2SettingsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("snapshotter-uniswap-").FullName;

    [Fact]
    public void Without_a_file_mainnet_holds()
    {
        var settings = UniswapV2Settings.Load(_folder);

        settings.Should().BeSameAs(UniswapV2Settings.Mainnet);
        settings.Whitelist.Should().HaveCount(20).And.StartWith([Tokens.Weth, Tokens.Dai, Tokens.Usdc, Tokens.Usdt]).And.OnlyHaveUniqueItems();
        settings.EthPricePools.Should().Equal(
            new EthPricePool(Tokens.DaiWeth, 18, WethIsToken0: false),
            new EthPricePool(Tokens.UsdcWeth, 6, WethIsToken0: false),
            new EthPricePool(Tokens.WethUsdt, 6, WethIsToken0: true));
    }

    [Fact]
    public void A_file_replaces_what_it_names_and_leaves_the_rest()
    {
        var settings = Load("""
            {
              "uniswap_contract_abis": {"factory": "ignored.json"},
              "contract_addresses": {
                "iuniswap_v2_factory": "0x00000000000000000000000000000000000000f1",
                "WETH": "0x00000000000000000000000000000000000000e1",
                "FRAX": "0x853d955acef822db058eb8505911ed77f175b99e"
              },
              "pair_init_code_hash": "0xe18a34eb0e04b04f7a0ac29a6e80748dca96319b42c54d679cb821dca90c6303",
              "uniswap_v2_whitelist": ["0x00000000000000000000000000000000000000e1"]
            }
            """);

        var weth = Address.Parse("0x00000000000000000000000000000000000000e1");
        settings.Factory.Should().Be(Address.Parse("0x00000000000000000000000000000000000000f1"));
        settings.PairInitCodeHash.Should().Be(Hash32.Parse("0xe18a34eb0e04b04f7a0ac29a6e80748dca96319b42c54d679cb821dca90c6303"));
        settings.Router.Should().Be(UniswapV2Settings.Mainnet.Router);
        settings.Weth.Should().Be(weth);
        settings.Whitelist.Should().Equal(weth);
        settings.EthPricePools.Should().OnlyContain(pool => pool.WethIsToken0, "this WETH has a lower address than every stablecoin");
    }

    [Theory]
    [InlineData("""{"whitelist": []}""", "$.whitelist", "no setting 'whitelist'")]
    [InlineData("""{"contract_addresses": {"WETHH": "0x00000000000000000000000000000000000000e1"}}""", "$.contract_addresses.WETHH", "no contract 'WETHH'")]
    [InlineData("""{"contract_addresses": {"WETH": "0x1"}}""", "$.contract_addresses.WETH", "no address")]
    [InlineData("""{"contract_addresses": {"FRAX": 1}}""", "$.contract_addresses.FRAX", "Expected a text")]
    [InlineData("""{"contract_addresses": []}""", "$.contract_addresses", "Expected an object")]
    [InlineData("""{"uniswap_v2_whitelist": []}""", "$.uniswap_v2_whitelist", "empty")]
    [InlineData("""{"uniswap_v2_whitelist": ["0x00000000000000000000000000000000000000e1", "0x00000000000000000000000000000000000000E1"]}""", "$.uniswap_v2_whitelist[1]", "already")]
    [InlineData("""{"pair_init_code_hash": "0x12"}""", "$.pair_init_code_hash", "is no hash")]
    [InlineData("[]", "$", "Expected an object")]
    [InlineData("{", "line 1, column 2", "not valid JSON")]
    public void A_wrong_or_unknown_entry_is_refused(string json, string path, string reason)
    {
        var faults = FluentActions.Invoking(() => Load(json)).Should().Throw<ConfigurationException>().Which.Faults;

        faults.Should().ContainSingle().Which.Should().Match<ConfigurationFault>(fault => fault.File == "uniswap_v2.json" && fault.Path == path && fault.Reason.Contains(reason));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private UniswapV2Settings Load(string json)
    {
        File.WriteAllText(Path.Combine(_folder, "uniswap_v2.json"), json);
        return UniswapV2Settings.Load(_folder);
    }
}
