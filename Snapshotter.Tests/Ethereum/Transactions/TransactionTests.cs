using System.Numerics;
using Snapshotter.Ethereum.Cryptography;
using Snapshotter.Ethereum.Keys;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Ethereum.Transactions;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Ethereum.Transactions;

public class TransactionTests
{
    private static readonly Address Recipient = Address.Parse("0x00000000000000000000000000000000deadbeef");

    // The example of EIP-155.
    [Fact]
    public void A_signature_with_a_chain_is_that_of_EIP_155()
    {
        var transaction = new LegacyTransaction
        {
            ChainId = 1,
            Nonce = 9,
            GasPrice = 20_000_000_000,
            GasLimit = 21_000,
            To = Address.Parse("0x3535353535353535353535353535353535353535"),
            Value = BigInteger.Pow(10, 18),
        };
        using var key = PrivateKey.FromHex(new string('4', 1) + "6" + string.Concat(Enumerable.Repeat("46", 31)));
        transaction.SigningHash().ToString().Should().Be("0xdaf5a779ae972f972197303d7b574746c7ef83eadac0f2791ad23db92e4c8e53");
        Hex.Prefixed(transaction.Sign(key).Encode()).Should().Be(
            "0xf86c098504a817c800825208943535353535353535353535353535353535353535880de0b6b3a76400008025a028ef61340bd939bc2195fe537567866003e1a15d3c71ff63e1590620aa636276a067cbe9d8997f761aecb703304b3800ccf555c9f3dc64214b297fb1966a3b6d83");
    }

    [Fact]
    public void A_chain_id_of_64_bits_survives_the_doubling_in_v()
    {
        using var key = PrivateKey.Generate();
        var signed = new LegacyTransaction { ChainId = ulong.MaxValue, GasLimit = 21_000, To = Recipient }.Sign(key);
        var read = SignedTransaction.Decode(signed.Encode());
        read.Transaction.SigningChainId.Should().Be(ulong.MaxValue);
        read.RecoverSender().Should().Be(key.Address);
    }

    [Fact]
    public void Blob_and_set_code_transactions_are_signed_and_read_back()
    {
        using var key = PrivateKey.Generate();
        Transaction[] transactions =
        [
            new BlobTransaction { ChainId = 7, GasLimit = 50_000, To = Recipient, MaxFeePerGas = 9, MaxFeePerBlobGas = 3, BlobVersionedHashes = [Hash32.Parse("01" + new string('a', 62))] },
            new SetCodeTransaction { ChainId = 7, GasLimit = 90_000, To = Recipient, Data = new byte[] { 1, 0, 2 }, Authorizations = [new CodeAuthorization(0, Recipient, 5, 1, 17, 18)] },
        ];
        foreach (var transaction in transactions)
        {
            var bytes = transaction.Sign(key).Encode();
            SignedTransaction.Decode(bytes).Encode().Should().Equal(bytes);
            TransactionRules.Accept(bytes, Fork.Prague, chainId: 7, out var sender);
            sender.Should().Be(key.Address);
        }
    }

    [Fact]
    public void Each_kind_is_refused_before_its_fork_and_without_what_it_needs()
    {
        FaultOf(new AccessListTransaction { ChainId = 7, GasLimit = 21_000, To = Recipient }, Fork.Istanbul).Should().Be(TransactionFault.Type);
        FaultOf(new DynamicFeeTransaction { ChainId = 7, GasLimit = 21_000, To = Recipient }, Fork.Berlin).Should().Be(TransactionFault.Type);
        FaultOf(new BlobTransaction { ChainId = 7, GasLimit = 21_000, To = Recipient }, Fork.Shanghai).Should().Be(TransactionFault.Type);
        FaultOf(new SetCodeTransaction { ChainId = 7, GasLimit = 21_000, To = Recipient }, Fork.Cancun).Should().Be(TransactionFault.Type);
        FaultOf(new BlobTransaction { ChainId = 7, GasLimit = 21_000, To = Recipient }, Fork.Prague).Should().Be(TransactionFault.Shape);
        FaultOf(new BlobTransaction { ChainId = 7, GasLimit = 99_000, BlobVersionedHashes = [default] }, Fork.Prague).Should().Be(TransactionFault.Shape);
        FaultOf(new SetCodeTransaction { ChainId = 7, GasLimit = 21_000, To = Recipient }, Fork.Prague).Should().Be(TransactionFault.Shape);
        FaultOf(new LegacyTransaction { ChainId = 8, GasLimit = 21_000, To = Recipient }, Fork.Prague).Should().Be(TransactionFault.ChainId);
    }

    [Fact]
    public void From_Prague_on_data_has_a_floor_price()
    {
        var transaction = new LegacyTransaction { To = Recipient, Data = new byte[] { 0, 1, 2 } };
        IntrinsicGas.LeastLimit(transaction, Fork.Cancun).Should().Be(21_000 + 4 + 16 + 16);
        IntrinsicGas.LeastLimit(transaction, Fork.Prague).Should().Be(21_000 + (10 * (1 + 4 + 4)));
    }

    [Fact]
    public void Numbers_that_do_not_fit_256_bits_are_not_written()
    {
        foreach (var number in new[] { BigInteger.MinusOne, BigInteger.One << 256 })
        {
            var encode = () => new LegacyTransaction { Value = number }.EncodeForSigning();
            encode.Should().Throw<TransactionException>().Which.Field.Should().Be("value");
        }
    }

    [Fact]
    public void A_signature_with_a_reduced_x_cannot_be_written()
    {
        var encode = () => new SignedTransaction(new LegacyTransaction(), new Signature(new byte[64], 2)).Encode();
        encode.Should().Throw<TransactionException>().Which.Fault.Should().Be(TransactionFault.Signature);
    }

    [Fact]
    public void A_signature_that_no_key_made_has_no_sender()
    {
        var recover = () => new SignedTransaction(new LegacyTransaction(), new Signature(new byte[64], 0)).RecoverSender();
        recover.Should().Throw<TransactionException>().Which.Fault.Should().Be(TransactionFault.Sender);
    }

    [Fact]
    public void Damaged_bytes_end_in_a_typed_error_or_in_a_transaction_that_is_written_back_to_them()
    {
        var originals = Repository.ReadJson(Repository.Vector("transactions", "ethers5-typed-transactions.json.gz")).AsArray()
            .Select(item => Hex.Decode((string)item!["signed"]!))
            .Concat(Repository.ReadJson(Repository.Vector("transactions", "ethers5-transactions.json.gz")).AsArray().Select(item => Hex.Decode((string)item!["signedTransactionChainId5"]!)))
            .ToList();
        var random = new Random(155);
        var (read, refused) = (0, 0);
        for (var i = 0; i < 30_000; i++)
        {
            var bytes = Damage(originals[random.Next(originals.Count)], random);
            try
            {
                SignedTransaction.Decode(bytes).Encode().Should().Equal(bytes);
                TransactionRules.Accept(bytes, (Fork)random.Next(14), 5, out _);
                read++;
            }
            catch (TransactionException)
            {
                refused++;
            }

            try
            {
                Transaction.DecodeForSigning(bytes).EncodeForSigning().Should().Equal(bytes);
                SignedTransaction.DecodePooled(bytes);
            }
            catch (TransactionException)
            {
                refused++;
            }
        }

        read.Should().BeGreaterThan(100);
        refused.Should().BeGreaterThan(30_000);
    }

    private static byte[] Damage(byte[] original, Random random)
    {
        var bytes = (byte[])original.Clone();
        switch (random.Next(4))
        {
            case 0:
                return bytes[..random.Next(bytes.Length)];
            case 1:
                return [.. bytes, (byte)random.Next(256)];
            case 2:
                bytes[random.Next(Math.Min(bytes.Length, 12))] = (byte)random.Next(256);
                return bytes;
            default:
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                return bytes;
        }
    }

    private static TransactionFault FaultOf(Transaction transaction, Fork fork)
    {
        using var key = PrivateKey.FromHex(new string('1', 64));
        var accept = () => TransactionRules.Accept(transaction.Sign(key).Encode(), fork, chainId: 7, out _);
        return accept.Should().Throw<TransactionException>().Which.Fault;
    }
}
