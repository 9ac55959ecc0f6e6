using Snapshotter.Core.Configuration;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Computes.UniswapV2;

/// <summary>
/// Reads uniswap_v2.json, which has the format of upstream's computes settings. What it leaves out is as on mainnet. Unknown entries are
/// refused: a misspelt address would silently fork the node from its network.
/// </summary>
internal static class UniswapV2SettingsFile
{
    public const string FileName = "uniswap_v2.json";

    private const string AddressesField = "contract_addresses";
    private const string WhitelistField = "uniswap_v2_whitelist";
    private const string AbisField = "uniswap_contract_abis";
    private const string ProfileField = "profile";
    private const string ArithmeticField = "arithmetic";
    private const string PairInitCodeHashField = "pair_init_code_hash";
    private const string CompatibleArithmetic = "compatible";
    private const string ExactArithmetic = "exact";
    private const int MaxWhitelist = 1_000;

    public static UniswapV2Settings Load(string folder)
    {
        var report = new ConfigurationReport();
        var file = ConfigurationFile.Open(folder, FileName, report, required: false);
        var settings = file is { } root ? Read(root) : UniswapV2Settings.Mainnet;
        report.ThrowIfFaulty();
        return settings;
    }

    public static UniswapV2Settings Build(IReadOnlyDictionary<string, Address> addresses, IReadOnlyList<Address> whitelist)
    {
        var weth = addresses[UniswapV2Addresses.Weth];
        return new UniswapV2Settings
        {
            Factory = addresses[UniswapV2Addresses.Factory],
            Router = addresses[UniswapV2Addresses.Router],
            Weth = weth,
            Maker = addresses[UniswapV2Addresses.Maker],
            Whitelist = whitelist,
            EthPricePools = UniswapV2Settings.Pools(
                weth,
                (addresses[UniswapV2Addresses.DaiWethPair], addresses[UniswapV2Addresses.Dai]),
                (addresses[UniswapV2Addresses.UsdcWethPair], addresses[UniswapV2Addresses.Usdc]),
                (addresses[UniswapV2Addresses.UsdtWethPair], addresses[UniswapV2Addresses.Usdt])),
        };
    }

    private static UniswapV2Settings Read(ConfigurationNode root)
    {
        foreach (var (name, node) in root.Members())
        {
            if (name is not (AddressesField or WhitelistField or AbisField or ProfileField or ArithmeticField or PairInitCodeHashField))
                node.Fault($"There is no setting '{ConfigurationNode.Quoted(name)}'.", $"Use {AddressesField}, {PairInitCodeHashField}, {WhitelistField}, {ProfileField} and {ArithmeticField}.");
        }

        var contracts = Build(
            root.Optional(AddressesField) is { } addresses ? ReadAddresses(addresses) : UniswapV2Addresses.Mainnet,
            root.Optional(WhitelistField) is { } whitelist ? ReadWhitelist(whitelist) : UniswapV2Addresses.MainnetWhitelist);
        return contracts with
        {
            PairInitCodeHash = root.Optional(PairInitCodeHashField) is { } hash ? ReadHash(hash) : UniswapV2Addresses.PairInitCodeHash,
            Profile = root.Optional(ProfileField) is { } profile ? ReadProfile(profile) : UniswapV2Profile.EthUniswapV2,
            Arithmetic = root.Optional(ArithmeticField) is { } arithmetic ? ReadArithmetic(arithmetic) : UniswapV2Arithmetic.Compatible,
        };
    }

    private static UniswapV2Profile ReadProfile(ConfigurationNode node)
    {
        if (node.Text() is not { } name) return UniswapV2Profile.EthUniswapV2;
        if (UniswapV2Profile.All.FirstOrDefault(profile => profile.Name == name) is { } known) return known;
        node.Fault($"There is no profile '{ConfigurationNode.Quoted(name)}'.", $"Use one of {string.Join(", ", UniswapV2Profile.All.Select(static profile => profile.Name))}.");
        return UniswapV2Profile.EthUniswapV2;
    }

    private static UniswapV2Arithmetic ReadArithmetic(ConfigurationNode node)
    {
        switch (node.Text())
        {
            case CompatibleArithmetic or null: return UniswapV2Arithmetic.Compatible;
            case ExactArithmetic: return UniswapV2Arithmetic.Exact;
            case { } other:
                node.Fault($"There is no arithmetic '{ConfigurationNode.Quoted(other)}'.", $"Use {CompatibleArithmetic} or {ExactArithmetic}.");
                return UniswapV2Arithmetic.Compatible;
        }
    }

    private static Hash32 ReadHash(ConfigurationNode node)
    {
        if (node.Text() is not { } text) return UniswapV2Addresses.PairInitCodeHash;
        if (Hash32.TryParse(text, out var hash)) return hash;
        node.Fault($"'{ConfigurationNode.Quoted(text)}' is no hash.", "Give 0x and 64 hex digits, the Keccak-256 of the code the factory creates pairs with.");
        return UniswapV2Addresses.PairInitCodeHash;
    }

    private static Dictionary<string, Address> ReadAddresses(ConfigurationNode node)
    {
        var addresses = new Dictionary<string, Address>(UniswapV2Addresses.Mainnet, StringComparer.Ordinal);
        foreach (var (name, entry) in node.Members())
        {
            var used = UniswapV2Addresses.Mainnet.ContainsKey(name);
            if (!used && !UniswapV2Addresses.Unused.Contains(name))
                entry.Fault($"There is no contract '{ConfigurationNode.Quoted(name)}'.", $"Use one of {string.Join(", ", UniswapV2Addresses.Mainnet.Keys)}.");
            else if (entry.Address() is { } address && used) addresses[name] = address;
        }

        return addresses;
    }

    private static List<Address> ReadWhitelist(ConfigurationNode node)
    {
        var tokens = new List<Address>();
        var items = node.Items(MaxWhitelist);
        if (items is { Count: 0 }) node.Fault("The whitelist is empty, so no token would have a price.", "List the tokens that price others, or leave the setting out.");
        foreach (var item in items ?? [])
        {
            if (item.Address() is not { } token) continue;
            if (tokens.Contains(token)) item.Fault($"{token} stands in the whitelist already.", "Remove one of the two.");
            tokens.Add(token);
        }

        return tokens;
    }
}
