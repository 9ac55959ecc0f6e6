using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Computes.UniswapV2.TradedPairs;

/// <summary>Which tokens moved into or out of each of some contracts: a pair cannot trade without moving its own.</summary>
internal sealed class TokenMoves
{
    /// <summary>
    /// How many tokens are looked at per contract. A pair has two; others are sent to it in the hope that somebody notices. Those are
    /// looked at first that moved in most of the transactions, which a pair's own tokens did in all in which it traded.
    /// </summary>
    private const int MaxTokens = 100;

    private static readonly Hash32 Transfer = AbiEvent.Parse("Transfer(address indexed from, address indexed to, uint256 value)").Topic;

    private readonly Dictionary<Address, Dictionary<Address, TokenUse>> _tokens;

    private TokenMoves(Dictionary<Address, Dictionary<Address, TokenUse>> tokens) => _tokens = tokens;

    /// <summary>Goes through the logs of an epoch.</summary>
    /// <param name="receipts">What the transactions did.</param>
    /// <param name="contracts">The contracts that are looked at.</param>
    public static TokenMoves Of(IReadOnlyList<TransactionReceipt> receipts, IEnumerable<Address> contracts)
    {
        var tokens = contracts.ToDictionary(static contract => contract, static _ => new Dictionary<Address, TokenUse>());
        foreach (var receipt in receipts)
        {
            foreach (var log in receipt.Logs)
            {
                // ERC-20 and ERC-721 transfers have the same topic and both parties indexed.
                if (log.Topics.Length < 3 || log.Topics[0] != Transfer) continue;
                for (var party = 1; party <= 2; party++)
                {
                    if (tokens.TryGetValue(new Address(log.Topics[party].Bytes[^Address.Size..]), out var moved)) Note(moved, log);
                }
            }
        }

        return new TokenMoves(tokens);
    }

    /// <summary>The tokens of a contract, those first that moved in most transactions, and of these those that moved first.</summary>
    public Address[] TokensOf(Address contract) =>
        [.. _tokens[contract].OrderByDescending(static token => token.Value.Transactions).ThenBy(static token => token.Value.Order).Take(MaxTokens).Select(static token => token.Key)];

    private static void Note(Dictionary<Address, TokenUse> moved, LogEntry log)
    {
        if (!moved.TryGetValue(log.Address, out var use)) moved[log.Address] = new TokenUse(moved.Count, 1, log.TransactionHash);
        else if (use.Last != log.TransactionHash) moved[log.Address] = use with { Transactions = use.Transactions + 1, Last = log.TransactionHash };
    }

    private readonly record struct TokenUse(int Order, int Transactions, Hash32 Last);
}
