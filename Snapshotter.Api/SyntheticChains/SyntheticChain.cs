namespace Snapshotter.Api.SyntheticChains;

/// <summary>
/// A recorded chain of any size with Uniswap v2 pairs that trade, for measuring and for budgets that the real recordings are too small
/// for. Deterministic: the same options always give the same files, and so the same snapshots.
/// </summary>
internal static class SyntheticChain
{
    private const int UsdPerEther = 1800;

    /// <summary>Writes the recorded chain into <paramref name="chainFolder"/> and a configuration of all pairs, each in both project types, into <paramref name="configFolder"/>.</summary>
    public static void Write(SyntheticChainOptions options, string chainFolder, string configFolder)
    {
        Directory.CreateDirectory(chainFolder);
        Directory.CreateDirectory(configFolder);
        var pairs = Pairs(options.Pairs);
        using (var calls = new CallsWriter(Path.Combine(chainFolder, "calls.json")))
        {
            calls.WriteConstants(pairs);
            calls.WriteReserves(pairs, options.FirstBlock - 1);
            using var blocks = new BlocksWriter(Path.Combine(chainFolder, "blocks.json"), Path.Combine(chainFolder, "receipts.json"), options);
            var lots = new Lots(options.Seed);
            for (var i = 0; i < options.Blocks; i++)
            {
                if (options.Fork is { } fork && i == fork.SharedBlocks)
                {
                    lots = new Lots(fork.Seed);
                    blocks.Branch(fork.Seed);
                }

                blocks.Write(Enumerable.Range(0, options.TradesPerBlock).Select(_ => Trade(pairs[lots.Below(pairs.Length)], lots)));
                if ((i + 1) % options.ReservesEvery == 0) calls.WriteReserves(pairs, options.FirstBlock + i);
            }
        }

        File.WriteAllText(Path.Combine(chainFolder, "meta.json"), """{"chainId":1,"note":"Synthetic: made by a generator, not recorded."}""");
        SyntheticConfiguration.Write(configFolder, pairs.Select(static pair => pair.Address), options.HasAggregates);
    }

    private static SyntheticTrade Trade(SyntheticPair pair, Lots lots) => new(pair.Address, pair.Trade(lots));

    private static SyntheticPair[] Pairs(int count)
    {
        if (count < SyntheticToken.Stables.Count) throw new ArgumentOutOfRangeException(nameof(count), count, "The three pairs that the price of ether is taken from are always there.");
        var stables = SyntheticToken.Stables.Select(static stable => new SyntheticPair(stable.Pair, stable.Token, UsdPerEther));
        var others = Enumerable.Range(1, count - SyntheticToken.Stables.Count)
            .Select(static number => new SyntheticPair(SyntheticToken.AddressOf($"pair {number}"), SyntheticToken.Numbered(number), 1 + (number % 5000)));
        return [.. stables, .. others];
    }
}
