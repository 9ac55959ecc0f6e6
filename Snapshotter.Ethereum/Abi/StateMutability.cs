namespace Snapshotter.Ethereum.Abi;

/// <summary>What a function does with the chain's state and with ether sent to it.</summary>
public enum StateMutability
{
    /// <summary>Changes state, refuses ether. The default where a description says nothing.</summary>
    NonPayable,

    /// <summary>Changes state, takes ether.</summary>
    Payable,

    /// <summary>Reads state.</summary>
    View,

    /// <summary>Depends on its arguments only.</summary>
    Pure,
}
