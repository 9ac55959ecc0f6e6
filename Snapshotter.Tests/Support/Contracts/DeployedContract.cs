using System.Numerics;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Tests.Support.Contracts;

/// <summary>A contract on a test's chain, called by name.</summary>
internal sealed class DeployedContract(ContractChain chain, ContractAbi abi, Address address)
{
    public Address Address { get; } = address;

    public ContractAbi Abi { get; } = abi;

    public long DeploymentGas { get; init; }

    /// <summary>Calls a function in a transaction that must succeed.</summary>
    public async Task<TransactionReceipt> SendAsync(Address from, string function, params IReadOnlyList<object?> arguments)
    {
        var data = Abi.Function(function).EncodeCall(arguments);
        var receipt = await chain.SendAsync(from, Address, data);
        if (receipt.Succeeded != true) throw new InvalidOperationException($"{function} reverted: {await ReasonAsync(from, data)}");
        return receipt;
    }

    /// <summary>Calls a function in a transaction that must revert with this reason, and sees that it does.</summary>
    public async Task RefusesAsync(string reason, Address from, string function, params IReadOnlyList<object?> arguments)
    {
        var data = Abi.Function(function).EncodeCall(arguments);
        (await ReasonAsync(from, data)).Should().Be(reason, $"that is why {function} is refused");
        (await chain.SendAsync(from, Address, data)).Succeeded.Should().BeFalse();
    }

    /// <summary>Asks a view, as of the next block.</summary>
    public async Task<AbiValues> ReadAsync(string view, params IReadOnlyList<object?> arguments)
    {
        var function = Abi.Function(view);
        var answer = await chain.CallAsync(chain.Accounts[^1], Address, function.EncodeCall(arguments));
        return function.DecodeResult(Hex.Decode(answer.Value.GetString()));
    }

    /// <summary>Asks a view for its one result.</summary>
    public async Task<T> ReadAsync<T>(string view, params IReadOnlyList<object?> arguments) => (await ReadAsync(view, arguments)).Get<T>(0);

    /// <summary>Asks a view for its one number.</summary>
    public async Task<long> NumberAsync(string view, params IReadOnlyList<object?> arguments) => (long)await ReadAsync<BigInteger>(view, arguments);

    /// <summary>Asks a view for its one list.</summary>
    public Task<IReadOnlyList<object?>> ListAsync(string view, params IReadOnlyList<object?> arguments) => ReadAsync<IReadOnlyList<object?>>(view, arguments);

    /// <summary>Asks a view that must revert with this reason.</summary>
    public async Task RefusesToTellAsync(string reason, string view, params IReadOnlyList<object?> arguments) =>
        (await ReasonAsync(chain.Accounts[^1], Abi.Function(view).EncodeCall(arguments))).Should().Be(reason);

    /// <summary>The events of a transaction as text, in order: <c>Name(a, b)</c>; the last argument is left out where it is the block's time.</summary>
    public IReadOnlyList<string> EventsOf(TransactionReceipt receipt) => [.. receipt.Logs.Where(log => log.Address == Address).Select(Describe)];

    private string Describe(LogEntry log)
    {
        var @event = Abi.FindEvent(log.Topics) ?? throw new InvalidOperationException($"No event has topic {log.Topics[0]}.");
        var values = @event.Decode(log.Topics, log.Data);
        var told = values.Zip(@event.Inputs).Where(static pair => pair.Second.Name != "timestamp").Select(static pair => Describe(pair.First));
        return $"{@event.Name}({string.Join(", ", told)})";
    }

    private static string Describe(object? value) => value switch
    {
        IReadOnlyList<object?> items => $"[{string.Join(", ", items.Select(Describe))}]",
        byte[] bytes => Hex.Prefixed(bytes),
        bool flag => flag ? "true" : "false",
        _ => $"{value}",
    };

    private async Task<string> ReasonAsync(Address from, byte[] data)
    {
        var answer = await chain.CallAsync(from, Address, data);
        if (answer.Error is not { } error) return "it succeeds";
        const string Prefix = "reverted: ";
        var text = RevertReason.Describe(error.Data.Span);
        return error.Kind == RpcErrorKind.Reverted && text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..] : text;
    }
}
