namespace Snapshotter.Ethereum.Abi;

/// <summary>The words between a function's arguments and its results.</summary>
internal static class AbiModifiers
{
    /// <summary>Reads the words up to the results or the end. Visibility is accepted and dropped: all of an ABI is external.</summary>
    public static StateMutability ReadMutability(this ref AbiTextReader reader)
    {
        var mutability = StateMutability.NonPayable;
        while (true)
        {
            if (reader.TryReadWord("external") || reader.TryReadWord("public") || reader.TryReadWord("nonpayable")) continue;
            if (reader.TryReadWord("view") || reader.TryReadWord("constant")) mutability = StateMutability.View;
            else if (reader.TryReadWord("pure")) mutability = StateMutability.Pure;
            else if (reader.TryReadWord("payable")) mutability = StateMutability.Payable;
            else return mutability;
        }
    }
}
