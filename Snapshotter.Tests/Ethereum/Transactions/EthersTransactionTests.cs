using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using Snapshotter.Ethereum.Keys;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Ethereum.Transactions;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Ethereum.Transactions;

public class EthersTransactionTests
{
    [Fact]
    public void Legacy_transactions_are_built_signed_and_read_with_and_without_a_chain()
    {
        var cases = Repository.ReadJson(Repository.Vector("transactions", "ethers5-transactions.json.gz")).AsArray();
        cases.Should().HaveCount(1067);
        foreach (var item in cases)
        {
            var plain = new LegacyTransaction
            {
                Nonce = (ulong)Number(item!["nonce"]),
                GasPrice = Number(item["gasPrice"]),
                GasLimit = Number(item["gasLimit"]),
                To = To(item["to"]),
                Value = Number(item["value"]),
                Data = Data(item["data"]),
            };
            using var key = PrivateKey.FromHex((string)item["privateKey"]!);
            key.Address.Should().Be(Address.Parse((string)item["accountAddress"]!));
            Check(plain, key, (string)item["unsignedTransaction"]!, (string)item["signedTransaction"]!);
            Check(plain with { ChainId = 5 }, key, (string)item["unsignedTransactionChainId5"]!, (string)item["signedTransactionChainId5"]!);
        }
    }

    [Fact]
    public void Typed_transactions_are_built_signed_and_read()
    {
        var cases = Repository.ReadJson(Repository.Vector("transactions", "ethers5-typed-transactions.json.gz")).AsArray();
        cases.Should().HaveCount(1792);
        foreach (var item in cases)
        {
            using var key = PrivateKey.FromHex((string)item!["key"]!);
            key.Address.Should().Be(Address.Parse((string)item["address"]!));
            Check(Typed(item["tx"]!), key, (string)item["unsigned"]!, (string)item["signed"]!);
        }
    }

    [Fact]
    public void The_oldest_vectors_are_met()
    {
        var cases = Repository.ReadJson(Repository.Vector("transactions", "ethereum-tests-txtest.json")).AsArray();
        cases.Should().HaveCount(2);
        foreach (var item in cases)
        {
            var transaction = new LegacyTransaction
            {
                Nonce = (ulong)item!["nonce"]!,
                GasPrice = (ulong)item["gasprice"]!,
                GasLimit = (ulong)item["startgas"]!,
                To = (string)item["to"]! is { Length: > 0 } to ? Address.Parse(to) : null,
                Value = (ulong)item["value"]!,
                Data = Hex.Decode((string)item["data"]!),
            };
            using var key = PrivateKey.FromHex((string)item["key"]!);

            // They were signed with other nonces, so only what is not the signature can be compared.
            var signed = SignedTransaction.Decode(Hex.Decode((string)item["signed"]!));
            signed.RecoverSender().Should().Be(key.Address);
            signed.Transaction.EncodeForSigning().Should().Equal(transaction.EncodeForSigning());
            Convert.ToHexStringLower(signed.Encode()).Should().Be((string)item["signed"]!);
        }
    }

    private static void Check(Transaction transaction, PrivateKey key, string unsigned, string signed)
    {
        Hex.Prefixed(transaction.EncodeForSigning()).Should().Be(unsigned);
        Transaction.DecodeForSigning(Hex.Decode(unsigned)).EncodeForSigning().Should().Equal(Hex.Decode(unsigned));

        var own = transaction.Sign(key);
        Hex.Prefixed(own.Encode()).Should().Be(signed);
        var read = SignedTransaction.Decode(Hex.Decode(signed));
        read.Transaction.Should().BeOfType(transaction.GetType());
        read.Transaction.EncodeForSigning().Should().Equal(Hex.Decode(unsigned));
        read.Hash().Should().Be(own.Hash());
        read.RecoverSender().Should().Be(key.Address);
    }

    private static Transaction Typed(JsonNode tx) => (int)tx["type"]! switch
    {
        1 => new AccessListTransaction
        {
            ChainId = (ulong)Number(tx["chainId"]),
            Nonce = (ulong)Number(tx["nonce"]),
            GasPrice = Number(tx["gasPrice"]),
            GasLimit = Number(tx["gasLimit"]),
            To = To(tx["to"]),
            Value = Number(tx["value"]),
            Data = Data(tx["data"]),
            AccessList = AccessList(tx["accessList"]),
        },
        _ => new DynamicFeeTransaction
        {
            ChainId = (ulong)Number(tx["chainId"]),
            Nonce = (ulong)Number(tx["nonce"]),
            MaxPriorityFeePerGas = Number(tx["maxPriorityFeePerGas"]),
            MaxFeePerGas = Number(tx["maxFeePerGas"]),
            GasLimit = Number(tx["gasLimit"]),
            To = To(tx["to"]),
            Value = Number(tx["value"]),
            Data = Data(tx["data"]),
            AccessList = AccessList(tx["accessList"]),
        },
    };

    private static BigInteger Number(JsonNode? node) => node switch
    {
        null => 0,
        JsonValue value when value.TryGetValue<long>(out var number) => number,
        _ => BigInteger.Parse(string.Concat("0", ((string)node!).AsSpan(2)), NumberStyles.HexNumber, CultureInfo.InvariantCulture),
    };

    private static Address? To(JsonNode? node) => (string?)node is { Length: > 2 } text ? Address.Parse(text) : null;

    private static byte[] Data(JsonNode? node) => (string?)node is { } text ? Hex.Decode(text) : [];

    private static AccessListEntry[] AccessList(JsonNode? node) => node is null
        ? []
        : [.. node.AsArray().Select(entry => new AccessListEntry(
            Address.Parse((string)entry!["address"]!),
            [.. entry["storageKeys"]!.AsArray().Select(key => Hash32.Parse((string)key!))]))];
}
