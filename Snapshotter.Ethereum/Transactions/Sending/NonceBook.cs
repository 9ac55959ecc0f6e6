using System.Collections.Concurrent;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.Transactions.Sending;

/// <summary>The nonces that this process has under way, of all accounts.</summary>
internal sealed class NonceBook
{
    private readonly ConcurrentDictionary<Address, AccountNonces> _accounts = new();

    /// <summary>Those of the account that sends a transaction.</summary>
    public AccountNonces Of(SentTransaction sent) => _accounts.GetOrAdd(sent.Request.Sender.Address, static _ => new AccountNonces());
}
