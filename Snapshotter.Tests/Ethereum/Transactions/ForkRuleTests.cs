using System.Globalization;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Ethereum.Transactions;
using Snapshotter.Tests.Support;
using Xunit.Abstractions;

namespace Snapshotter.Tests.Ethereum.Transactions;

/// <summary>The TransactionTests of ethereum/tests: for each fork accepted with hash and sender, or refused for a reason. None is left out.</summary>
public class ForkRuleTests
{
    private const string Prefix = "TransactionException.";

    private static readonly Dictionary<string, Fork> Forks = new()
    {
        ["Frontier"] = Fork.Frontier,
        ["Homestead"] = Fork.Homestead,
        ["EIP150"] = Fork.TangerineWhistle,
        ["EIP158"] = Fork.SpuriousDragon,
        ["Byzantium"] = Fork.Byzantium,
        ["Constantinople"] = Fork.Constantinople,
        ["ConstantinopleFix"] = Fork.Petersburg,
        ["Istanbul"] = Fork.Istanbul,
        ["Berlin"] = Fork.Berlin,
        ["London"] = Fork.London,
        ["Paris"] = Fork.Paris,
        ["Shanghai"] = Fork.Shanghai,
        ["Cancun"] = Fork.Cancun,
    };

    private readonly ITestOutputHelper _output;

    public ForkRuleTests(ITestOutputHelper output) => _output = output;

    [Fact]
    public void Every_transaction_is_accepted_or_refused_as_each_fork_says()
    {
        var files = Repository.ReadJson(Repository.Vector("transactions", "ethereum-tests-TransactionTests.json.gz")).AsObject();
        var (accepted, priced, refused) = (0, 0, new SortedDictionary<string, int>(StringComparer.Ordinal));
        foreach (var (path, tests) in files)
        {
            foreach (var (_, test) in tests!.AsObject())
            {
                var bytes = Hex.Decode((string)test!["txbytes"]!);
                foreach (var (forkName, expected) in test["result"]!.AsObject())
                {
                    var because = $"{path} at {forkName}";
                    var outcome = Judge(bytes, Forks[forkName]);
                    var gas = long.Parse(((string)expected!["intrinsicGas"]!).AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                    if (gas > 0 && outcome.Signed is { } readable)
                    {
                        IntrinsicGas.Of(readable.Transaction, Forks[forkName]).Should().Be(gas, because);
                        priced++;
                    }

                    if ((string?)expected["exception"] is { } exception)
                    {
                        var names = NamesOf(outcome.Exception, because);
                        names.Should().Contain(exception[Prefix.Length..], because);
                        refused[exception[Prefix.Length..]] = refused.GetValueOrDefault(exception[Prefix.Length..]) + 1;
                        continue;
                    }

                    outcome.Exception.Should().BeNull(because);
                    outcome.Sender.ToString().Should().Be((string)expected["sender"]!, because);
                    outcome.Signed!.Hash().ToString().Should().Be((string)expected["hash"]!, because);
                    accepted++;
                }
            }
        }

        foreach (var (reason, count) in refused) _output.WriteLine($"{reason}: {count}");
        _output.WriteLine($"accepted: {accepted}, refused: {refused.Values.Sum()}, intrinsic gas compared: {priced}");
        priced.Should().BeGreaterThan(660);
        accepted.Should().Be(606);
        refused.Values.Sum().Should().Be(2059);
    }

    private static Outcome Judge(byte[] bytes, Fork fork)
    {
        try
        {
            var signed = TransactionRules.Accept(bytes, fork, chainId: 1, out var sender);
            return new Outcome(sender, signed, null);
        }
        catch (TransactionException e)
        {
            return new Outcome(default, TryDecode(bytes), e);
        }
    }

    private static SignedTransaction? TryDecode(byte[] bytes)
    {
        try
        {
            return SignedTransaction.Decode(bytes);
        }
        catch (TransactionException)
        {
            return null;
        }
    }

    /// <summary>The reasons that the vectors may give for what we refuse; they say more about malformed bytes than we do.</summary>
    private static string[] NamesOf(TransactionException? e, string because)
    {
        e.Should().NotBeNull(because);
        return e!.Fault switch
        {
            TransactionFault.Encoding =>
            [
                "RLP_ERROR_SIZE", "RLP_ERROR_EOF", "RLP_ERROR_SIZE_LEADING_ZEROS", "RLP_INVALID_HEADER", "RLP_TOO_FEW_ELEMENTS",
                "RLP_TOO_MANY_ELEMENTS", "TYPE_NOT_SUPPORTED",
            ],
            TransactionFault.Field => NamesOf(e.Field!),
            // Before a fork knows a type, the vectors sometimes name what is malformed inside it instead.
            TransactionFault.Type =>
            [
                "TYPE_NOT_SUPPORTED", "RLP_ERROR_SIZE", "RLP_ERROR_EOF", "RLP_INVALID_HEADER", .. NamesOf("accessList.address"), .. NamesOf("accessList.storageKeys"),
                "RLP_LEADING_ZEROS_BASEFEE", "RLP_LEADING_ZEROS_PRIORITY_FEE",
            ],
            TransactionFault.Signature => ["INVALID_SIGNATURE_VRS", "INVALID_CHAINID"],
            TransactionFault.ChainId => ["INVALID_CHAINID", "INVALID_SIGNATURE_VRS"],
            TransactionFault.Sender => ["EC_RECOVERY_FAIL"],
            TransactionFault.IntrinsicGas => ["INTRINSIC_GAS_TOO_LOW"],
            TransactionFault.NonceTooLarge => ["NONCE_TOO_BIG"],
            TransactionFault.GasLimitTooLarge => ["GASLIMIT_OVERFLOW"],
            TransactionFault.GasCostTooLarge => ["GASLIMIT_PRICE_PRODUCT_OVERFLOW"],
            TransactionFault.TipAboveMaxFee => ["PRIORITY_GREATER_THAN_MAX_FEE_PER_GAS_2"],
            TransactionFault.InitCodeTooLarge => ["INITCODE_SIZE_EXCEEDED"],
            _ => [],
        };
    }

    private static string[] NamesOf(string field) => field switch
    {
        "nonce" => ["NONCE_OVERFLOW", "RLP_LEADING_ZEROS_NONCE", "RLP_LEADING_ZEROS_NONCE_SIZE", "RLP_INVALID_NONCE"],
        "gasPrice" => ["GASPRICE_OVERFLOW", "RLP_LEADING_ZEROS_GASPRICE"],
        "maxFeePerGas" => ["GASPRICE_OVERFLOW", "RLP_LEADING_ZEROS_BASEFEE"],
        "maxPriorityFeePerGas" => ["PRIORITY_OVERFLOW", "RLP_LEADING_ZEROS_PRIORITY_FEE"],
        "gas" => ["GASLIMIT_OVERFLOW", "RLP_LEADING_ZEROS_GASLIMIT", "RLP_INVALID_GASLIMIT"],
        "to" => ["ADDRESS_TOO_SHORT", "ADDRESS_TOO_LONG", "RLP_INVALID_TO"],
        "value" => ["VALUE_OVERFLOW", "RLP_LEADING_ZEROS_VALUE"],
        "input" => ["RLP_INVALID_DATA", "RLP_LEADING_ZEROS_DATA_SIZE"],
        "accessList.address" => ["RLP_INVALID_ACCESS_LIST_ADDRESS_TOO_SHORT", "RLP_INVALID_ACCESS_LIST_ADDRESS_TOO_LONG"],
        "accessList.storageKeys" => ["RLP_INVALID_ACCESS_LIST_STORAGE_TOO_SHORT", "RLP_INVALID_ACCESS_LIST_STORAGE_TOO_LONG"],
        "v" => ["RLP_LEADING_ZEROS_V", "INVALID_SIGNATURE_VRS", "INVALID_CHAINID"],
        "r" => ["RLP_LEADING_ZEROS_R", "RLP_INVALID_SIGNATURE_R", "INVALID_SIGNATURE_VRS"],
        "s" => ["RLP_LEADING_ZEROS_S", "RLP_INVALID_SIGNATURE_S", "INVALID_SIGNATURE_VRS"],
        _ => [],
    };

    private sealed record Outcome(Address Sender, SignedTransaction? Signed, TransactionException? Exception);
}
