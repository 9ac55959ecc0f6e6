using System.Globalization;
using Snapshotter.Ethereum.Keys;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Tests.Support.Anvils;

/// <summary>Accounts with ether whose keys a test holds.</summary>
internal static class AnvilAccounts
{
    public static async Task<PrivateKey> FundedKeyAsync(this Anvil anvil)
    {
        var key = PrivateKey.Generate();
        await anvil.AskAsync("anvil_setBalance", key.Address.ToString(), "0x56bc75e2d63100000");
        return key;
    }

    /// <summary>How many transactions of the account are in blocks.</summary>
    public static async Task<long> MinedAsync(this Anvil anvil, Address account) =>
        long.Parse(((string)(await anvil.AskAsync("eth_getTransactionCount", account.ToString(), "latest"))!)[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
