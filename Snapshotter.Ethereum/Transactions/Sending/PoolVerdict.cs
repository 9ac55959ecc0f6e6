namespace Snapshotter.Ethereum.Transactions.Sending;

/// <summary>What a node's transaction pool made of a transaction.</summary>
internal enum PoolVerdict
{
    /// <summary>It has it, now or from before.</summary>
    Taken,

    /// <summary>The nonce is used up.</summary>
    NonceUsed,

    /// <summary>It has another transaction with this nonce and wants more for a replacement.</summary>
    Underpriced,

    /// <summary>Whether it has it is not known, or it may take it later.</summary>
    Unknown,

    /// <summary>It does not take it, and would not another time.</summary>
    Refused,
}
