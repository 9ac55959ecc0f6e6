using System.Numerics;
using System.Text;
using Snapshotter.Computes;
using Snapshotter.Computes.UniswapV2;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Computes.Quests;

/// <summary>What the golden chain has no example of.</summary>
public sealed class QuestRulesTests
{
    private const string Send = "Send(address receiver, uint256 amount, bytes32 srcChainTxHash)";
    private const string Setup = "SafeSetup(address indexed initiator, address[] owners, uint256 threshold, address initializer, address fallbackHandler)";
    private const string Creation = "ProxyCreation(address proxy, address singleton)";

    private static readonly ModuleRegistry Modules = new(UniswapV2Settings.Mainnet);
    private static readonly Address Bungee = Address.Parse("0x555a64968e4803e27669d64e349ef3d18fca0895");
    private static readonly Address Owlto = Address.Parse("0x45a318273749d6eb00f5f6ca3bc7cd3de26d642a");
    private static readonly Address SafeFactory = Address.Parse("0xa6b71e26c5e0845f74c812102ca7114b6a896ab2");

    private readonly ScriptedSourceChain _chain = new(new Epoch(1, 100, 101));
    private int _transactions;

    [Fact]
    public async Task Logs_without_topics_or_that_cannot_be_decoded_are_passed_over_and_so_is_nothing_sent()
    {
        var topic = AbiEvent.Parse(Send).Topic;
        Transaction(100, Wallet(1), Bungee, [
            (Bungee, [], []),
            (Bungee, [topic], new byte[95]),
            (Bungee, [topic], [.. Enumerable.Repeat((byte)0xff, 96)]),
            Event(Bungee, Send, Wallet(7), BigInteger.Zero, new byte[32]),
            Event(Bungee, Send, Wallet(8), BigInteger.One, new byte[32]),
        ]);

        (await BuildAsync("BungeeBridgeProcessor")).Should().ContainSingle().Which.Should().Contain(Wallet(8).ToString());
    }

    [Fact]
    public async Task Topics_beyond_an_events_own_are_not_looked_at()
    {
        var sent = Event(Bungee, Send, Wallet(8), BigInteger.One, new byte[32]);
        Transaction(100, Wallet(1), Bungee, [(sent.Address, [.. sent.Topics, sent.Topics[0]], sent.Data)]);

        (await BuildAsync("BungeeBridgeProcessor")).Should().ContainSingle();
    }

    [Fact]
    public async Task The_maker_must_send_more_than_a_hundredth_of_an_ether_in_a_legacy_transaction()
    {
        Transaction(100, Owlto, Wallet(1), [], value: 10_000_000_000_000_000);
        Transaction(100, Owlto, Wallet(2), [], value: 10_000_000_000_000_001);
        Transaction(100, Owlto, Wallet(3), [], value: 10_000_000_000_000_001, type: 2);
        Transaction(100, Owlto, null, [], value: 10_000_000_000_000_001);
        Transaction(100, Wallet(9), Wallet(4), [], value: 10_000_000_000_000_001);

        (await BuildAsync("OwltoBridgeProcessor")).Should().Equal($$"""{{Wallet(2)}} {"amount":10000000000000001,"receiver":"{{Wallet(2).ToChecksumString()}}"}""");
    }

    [Fact]
    public async Task Setups_and_creations_are_paired_in_the_order_of_the_chain_and_what_is_left_over_is_dropped()
    {
        Transaction(100, Wallet(1), SafeFactory, [SetupOf(11)]);
        Transaction(100, Wallet(2), SafeFactory, [SetupOf(12), Event(SafeFactory, Creation, Wallet(21), Wallet(30))]);
        Transaction(101, Wallet(3), SafeFactory, [Event(SafeFactory, Creation, Wallet(22), Wallet(30)), SetupOf(13)]);
        Transaction(101, Wallet(4), Wallet(5), [SetupOf(14), Event(SafeFactory, Creation, Wallet(23), Wallet(30))]);

        var built = await BuildAsync("SafeCreateProcessor");

        built.Should().HaveCount(2);
        built[0].Should().StartWith(Wallet(1).ToString()).And.Contain($"\"initiator\":\"{Wallet(11)}\"").And.Contain($"\"proxy\":\"{Wallet(21)}\"");
        built[1].Should().StartWith(Wallet(2).ToString()).And.Contain($"\"initiator\":\"{Wallet(12)}\"").And.Contain($"\"proxy\":\"{Wallet(22)}\"");
    }

    [Fact]
    public async Task A_wallet_that_does_two_things_in_an_epoch_has_both_in_the_order_of_the_chain()
    {
        Transaction(100, Wallet(1), Bungee, [Event(Bungee, Send, Wallet(8), new BigInteger(2), new byte[32])]);
        Transaction(101, Wallet(1), Bungee, [Event(Bungee, Send, Wallet(8), BigInteger.One, new byte[32])]);

        (await BuildAsync("BungeeBridgeProcessor")).Select(static line => line[43..55]).Should().Equal("{\"amount\":2,", "{\"amount\":1,");
    }

    private static Address Wallet(int number) => Address.Parse($"0x{number:x40}");

    private static (Address Address, Hash32[] Topics, byte[] Data) SetupOf(int initiator) =>
        Event(Wallet(40), Setup, Wallet(initiator), new object?[] { Wallet(50) }, BigInteger.One, Wallet(60), Wallet(70));

    private static (Address Address, Hash32[] Topics, byte[] Data) Event(Address contract, string description, params object?[] values)
    {
        var log = AbiEvent.Parse(description).Encode(values);
        return (contract, [.. log.Topics], log.Data);
    }

    private void Transaction(long block, Address from, Address? to, (Address Address, Hash32[] Topics, byte[] Data)[] logs, UInt128 value = default, int type = 0)
    {
        var hash = Hash32.Parse($"0x{++_transactions:x64}");
        var entries = logs.Select((log, index) => new LogEntry(log.Address, log.Topics, log.Data, block, default, hash, _transactions, index, false));
        _chain.Transaction(
            new MinedTransaction(hash, default(Hash32), from, to, value),
            new TransactionReceipt(hash, _transactions, default, block, from, to, null, type, true, null, 0, 0, null, null, null, new byte[256], [.. entries]));
    }

    private async Task<string[]> BuildAsync(string className)
    {
        var built = await Modules.BulkProcessor(className).BuildAsync(_chain, CancellationToken.None);
        return [.. built.Select(static snapshot => $"{snapshot.Source} {Encoding.UTF8.GetString(CanonicalJson.Serialize(snapshot.Snapshot, static (writer, value) => value.WriteTo(writer)))}")];
    }
}
