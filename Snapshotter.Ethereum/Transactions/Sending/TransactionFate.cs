namespace Snapshotter.Ethereum.Transactions.Sending;

/// <summary>How a transaction ended.</summary>
public enum TransactionFate
{
    /// <summary>It is in a block and did what it should.</summary>
    Mined,

    /// <summary>It is in a block and reverted.</summary>
    Reverted,

    /// <summary>It is in a block and reverted, because its gas was used up: the chain was in another state by then than when the gas was estimated.</summary>
    OutOfGas,

    /// <summary>It was never taken, and nothing of it is under way.</summary>
    Refused,

    /// <summary>It was no longer wanted before it was in a block. It may still get there, until its nonce is used for another one.</summary>
    Expired,

    /// <summary>Another transaction of the account took its nonce, so that it can never be in a block.</summary>
    Displaced,
}
