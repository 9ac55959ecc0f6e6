namespace Snapshotter.Ethereum.Transactions;

/// <summary>What a transaction costs before a single instruction runs.</summary>
public static class IntrinsicGas
{
    private const long Base = 21_000;
    private const long Creation = 32_000;
    private const long ZeroByte = 4;
    private const long NonZeroByteBeforeIstanbul = 68;
    private const long NonZeroByte = 16;
    private const long AccessListAddress = 2_400;
    private const long AccessListKey = 1_900;
    private const long InitCodeWord = 2;
    private const long Authorization = 25_000;
    private const long TokensPerNonZeroByte = 4;
    private const long FloorPerToken = 10;

    /// <summary>The gas that is charged at once (Yellow Paper, section 6.2; EIPs 2, 2028, 2930, 3860, 7702).</summary>
    public static long Of(Transaction transaction, Fork fork)
    {
        var (zeros, others) = CountBytes(transaction);
        var gas = Base + (zeros * ZeroByte) + (others * (fork >= Fork.Istanbul ? NonZeroByte : NonZeroByteBeforeIstanbul));
        if (transaction.To is null && fork >= Fork.Homestead) gas += Creation;
        if (transaction.To is null && fork >= Fork.Shanghai) gas += InitCodeWord * ((transaction.Data.Length + 31) / 32);
        foreach (var entry in AccessListOf(transaction)) gas += AccessListAddress + (AccessListKey * entry.StorageKeys.Count);
        if (transaction is SetCodeTransaction setCode) gas += Authorization * setCode.Authorizations.Count;
        return gas;
    }

    /// <summary>The gas limit a transaction needs at least: from Prague on not below a floor for its data (EIP-7623).</summary>
    public static long LeastLimit(Transaction transaction, Fork fork)
    {
        var gas = Of(transaction, fork);
        if (fork < Fork.Prague) return gas;
        var (zeros, others) = CountBytes(transaction);
        return Math.Max(gas, Base + (FloorPerToken * (zeros + (others * TokensPerNonZeroByte))));
    }

    private static (long Zeros, long Others) CountBytes(Transaction transaction)
    {
        long zeros = transaction.Data.Span.Count((byte)0);
        return (zeros, transaction.Data.Length - zeros);
    }

    private static IReadOnlyList<AccessListEntry> AccessListOf(Transaction transaction) => transaction switch
    {
        AccessListTransaction typed => typed.AccessList,
        DynamicFeeTransaction typed => typed.AccessList,
        BlobTransaction typed => typed.AccessList,
        SetCodeTransaction typed => typed.AccessList,
        _ => [],
    };
}
