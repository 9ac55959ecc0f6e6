namespace Snapshotter.Ethereum.Transactions;

/// <summary>The kinds of transaction, by the byte that starts their encoding (EIP-2718).</summary>
public enum TransactionType : byte
{
    /// <summary>The original kind, which has no such byte, with or without a chain id (EIP-155).</summary>
    Legacy = 0,

    /// <summary>With an access list (EIP-2930).</summary>
    AccessList = 1,

    /// <summary>With a tip and a cap on the base fee (EIP-1559).</summary>
    DynamicFee = 2,

    /// <summary>With blobs beside the block (EIP-4844).</summary>
    Blob = 3,

    /// <summary>With authorizations that set the code of accounts (EIP-7702).</summary>
    SetCode = 4,
}
