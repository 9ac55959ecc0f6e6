using System.Text.Json;
using Snapshotter.Api.CommandLine;
using Snapshotter.Api.LocalNetwork.Chains;
using Snapshotter.Ethereum.Hashing;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Api.LocalNetwork.Sources.Live;

/// <summary>The code that Uniswap v2 publishes on npm. It is not part of this product, and never copied into it.</summary>
/// <param name="Factory">Creates the factory.</param>
/// <param name="Router">Creates the router.</param>
/// <param name="Weth">Creates wrapped ether.</param>
/// <param name="PairHash">Keccak-256 of what creates a pair.</param>
internal sealed record UniswapCode(byte[] Factory, byte[] Router, byte[] Weth, Hash32 PairHash)
{
    private const string Group = "uniswap";
    private const string Need = "A local network with --source live needs the Uniswap v2 contracts, which come from npm.";

    private static readonly string[] Packages = ["@uniswap/v2-core@1.0.1", "@uniswap/v2-periphery@1.1.0-beta.0"];

    /// <summary>Reads it, after installing it where it is missing.</summary>
    /// <param name="tools">The folder of tools.</param>
    /// <param name="output">Told when something is installed.</param>
    /// <param name="cancellationToken">Ends the installation.</param>
    /// <exception cref="UserException">It is not there and cannot be installed.</exception>
    public static async Task<UniswapCode> LoadAsync(string tools, TextWriter output, CancellationToken cancellationToken)
    {
        async Task<byte[]> CodeAsync(string package, string contract)
        {
            var path = await NodePackages.FindAsync(tools, Group, Path.Combine("@uniswap", package, "build", $"{contract}.json"), Packages, Need, output, cancellationToken);
            await using var file = File.OpenRead(path);
            using var json = await JsonDocument.ParseAsync(file, cancellationToken: cancellationToken);
            var code = json.RootElement.GetProperty("bytecode").GetString()!;
            return Hex.Decode(code.StartsWith("0x", StringComparison.Ordinal) ? code : $"0x{code}");
        }

        var pair = await CodeAsync("v2-core", "UniswapV2Pair");
        return new UniswapCode(
            await CodeAsync("v2-core", "UniswapV2Factory"), await CodeAsync("v2-periphery", "UniswapV2Router02"), await CodeAsync("v2-periphery", "WETH9"), Keccak256.Hash(pair));
    }
}
