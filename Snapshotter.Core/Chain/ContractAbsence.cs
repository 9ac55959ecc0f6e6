namespace Snapshotter.Core.Chain;

/// <summary>
/// Whether a contract is missing at a block. An endpoint that lacks the state answers as if there were none, which would fail what is built of the contract for good: so
/// where it was not known to be missing, every endpoint is asked, if there are several, and it is missing when none of them has it.
/// </summary>
internal readonly struct ContractAbsence(EpochChain chain, RolledViews before)
{
    /// <summary>Whether a contract that one endpoint does not have is missing.</summary>
    /// <exception cref="SourceChainException">No endpoint answers.</exception>
    public async Task<bool> IsMissingAsync(ViewKey key, long block) =>
        !chain.HasSeveralEndpoints || WasMissing(key) || (await chain.AskEveryEndpointAsync([CallOf(key, block)]))[0].IsEmpty;

    /// <summary>Fills in the values of blocks at which one endpoint does not have the contract, where another does.</summary>
    /// <param name="key">The view.</param>
    /// <param name="values">The values of the epoch's blocks.</param>
    /// <param name="count">How many of them, from the first on, were called for.</param>
    /// <exception cref="SourceChainException">No endpoint answers.</exception>
    public async Task FillAsync(ViewKey key, object?[] values, int count)
    {
        int[] missing = [.. Enumerable.Range(0, count).Where(place => values[place] is null)];
        if (missing.Length == 0 || !chain.HasSeveralEndpoints || (WasMissing(key) && Array.TrueForAll(values, static value => value is null))) return;
        var begin = chain.Epoch.Begin;
        var answers = await chain.AskEveryEndpointAsync(Array.ConvertAll(missing, place => CallOf(key, begin + place)));
        for (var i = 0; i < missing.Length; i++) values[missing[i]] = ViewSeriesReads.ReadAnswer(key, answers[i]);
    }

    /// <summary>Whether it was known to be missing at the end of the epoch before.</summary>
    private bool WasMissing(ViewKey key) => before.TryGet(key, chain.Epoch.Begin - 1, out var value) && value is null;

    private static CallKey CallOf(ViewKey key, long block) => new(key.Contract, key.View.Calldata, block);
}
