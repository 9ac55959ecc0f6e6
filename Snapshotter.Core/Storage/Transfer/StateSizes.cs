namespace Snapshotter.Core.Storage.Transfer;

/// <summary>How many records each part of the state has.</summary>
internal sealed record StateSizes(IReadOnlyDictionary<StateSection, long> BySection)
{
    public long Sum => BySection.Values.Sum();

    public static async ValueTask<StateSizes> ReadAsync(IStateStore store, CancellationToken cancellationToken)
    {
        var sizes = new Dictionary<StateSection, long>();
        foreach (var (section, _) in SectionNames.OfState) sizes.Add(section, await store.CountAsync(section, cancellationToken));
        return new StateSizes(sizes);
    }

    public long Of(StateSection section) => BySection[section];
}
