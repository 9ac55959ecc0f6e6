namespace Snapshotter.Api.Chaos.Invariants;

/// <summary>In the end the node holds as final what the contract does, and nothing else.</summary>
internal sealed class FinalityIsThatOfTheContract : IInvariant
{
    /// <inheritdoc/>
    public string Rule => "What is final is what the contract decided";

    /// <inheritdoc/>
    public IEnumerable<string> Violations(History history)
    {
        if (history.Contract is not { } contract) yield break;
        foreach (var (key, cid) in contract)
        {
            var known = history.Finalized.GetValueOrDefault(key);
            if (known != cid) yield return $"{key} is {cid} in the contract and {known ?? "nothing"} in the node.";
        }

        foreach (var (key, cid) in history.Finalized)
        {
            if (!contract.ContainsKey(key)) yield return $"{key} is {cid} in the node, and the contract has not decided.";
        }
    }
}
