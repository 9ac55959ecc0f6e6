namespace Snapshotter.Ethereum.Transactions;

/// <summary>The upgrades of Ethereum's rules, in the order they came.</summary>
public enum Fork
{
    /// <summary>The first rules, of July 2015.</summary>
    Frontier,

    /// <summary>March 2016: no high s, creation costs more (EIP-2).</summary>
    Homestead,

    /// <summary>October 2016, EIP-150.</summary>
    TangerineWhistle,

    /// <summary>November 2016: chain ids (EIP-155).</summary>
    SpuriousDragon,

    /// <summary>October 2017.</summary>
    Byzantium,

    /// <summary>February 2019.</summary>
    Constantinople,

    /// <summary>February 2019, a correction of <see cref="Constantinople"/>.</summary>
    Petersburg,

    /// <summary>December 2019: cheaper data (EIP-2028).</summary>
    Istanbul,

    /// <summary>April 2021: typed transactions and access lists (EIP-2718, EIP-2930).</summary>
    Berlin,

    /// <summary>August 2021: base fee (EIP-1559).</summary>
    London,

    /// <summary>September 2022, the merge.</summary>
    Paris,

    /// <summary>April 2023: creation code is limited and paid for (EIP-3860).</summary>
    Shanghai,

    /// <summary>March 2024: blobs (EIP-4844).</summary>
    Cancun,

    /// <summary>May 2025: set code, dearer data (EIP-7702, EIP-7623).</summary>
    Prague,
}
