using System.Numerics;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Epochs;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Tests.Support;

/// <summary>An epoch of a chain that holds just the Uniswap v2 tokens and pairs that a test writes down. Everything is answered at once; what was not written down is answered as where no contract lives.</summary>
internal sealed class ScriptedSourceChain(Epoch epoch, bool derivesFromLogs = true) : ISourceChain
{
    private static readonly Address Factory = Address.Parse("0x5c69bee701ef814a2b6a3edd4b1652cb9cc5aa6f");
    private static readonly AbiFunction GetPair = AbiFunction.Parse("getPair(address,address) returns (address)");

    private readonly Dictionary<(Address Contract, string Calldata, long? Block), byte[]> _answers = [];
    private readonly List<LogEntry> _logs = [];
    private readonly List<TransactionReceipt> _receipts = [];
    private readonly Dictionary<Hash32, MinedTransaction> _transactions = [];
    private readonly Dictionary<object, object> _once = [];
    private readonly long[] _timestamps = [.. Enumerable.Range(0, epoch.Size).Select(index => 1_700_000_000L + (12 * index))];

    public Epoch Epoch => epoch;

    public bool DerivesFromLogs => derivesFromLogs;

    /// <summary>The functions that were called, such as <c>0x06fdde03</c>, with the contract.</summary>
    public List<(Address Contract, string Selector)> Calls { get; } = [];

    public ScriptedSourceChain Timestamps(params long[] timestamps)
    {
        timestamps.CopyTo(_timestamps, 0);
        return this;
    }

    public ScriptedSourceChain Answer(Address contract, string function, IReadOnlyList<object?> arguments, byte[] answer, long? block = null)
    {
        _answers[(contract, Hex.Prefixed(AbiFunction.Parse(function).EncodeCall(arguments)), block)] = answer;
        return this;
    }

    public ScriptedSourceChain Token(Address token, string symbol, int decimals) => this
        .Answer(token, "name()", [], AbiFunction.Parse("f() returns (string)").EncodeResult([$"The {symbol}"]))
        .Answer(token, "symbol()", [], AbiFunction.Parse("f() returns (string)").EncodeResult([symbol]))
        .Answer(token, "decimals()", [], Word(decimals));

    /// <summary>A pair with its reserves at each block of the epoch; null where it does not exist.</summary>
    public ScriptedSourceChain Pair(Address pair, Address token0, Address token1, params (BigInteger Reserve0, BigInteger Reserve1)?[] reserves)
    {
        Answer(pair, "token0()", [], AddressWord(token0)).Answer(pair, "token1()", [], AddressWord(token1));
        Answer(Factory, "getPair(address,address)", [token0, token1], GetPair.EncodeResult([pair]));
        Answer(Factory, "getPair(address,address)", [token1, token0], GetPair.EncodeResult([pair]));
        for (var i = 0; i < epoch.Size; i++)
        {
            if (reserves[Math.Min(i, reserves.Length - 1)] is var (reserve0, reserve1))
                Answer(pair, "getReserves()", [], [.. Word(reserve0), .. Word(reserve1), .. Word(0)], epoch.Begin + i);
        }

        return this;
    }

    public ScriptedSourceChain Log(Address contract, long block, int index, Hash32 transaction, string @event, params object?[] values)
    {
        var log = AbiEvent.Parse(@event).Encode(values);
        _logs.Add(new LogEntry(contract, [.. log.Topics], log.Data, block, default, transaction, 0, index, false));
        return this;
    }

    /// <summary>Changes the logs written down so far.</summary>
    public void Spoil(Func<LogEntry, LogEntry> change)
    {
        for (var i = 0; i < _logs.Count; i++) _logs[i] = change(_logs[i]);
    }

    /// <summary>A transaction with its receipt, placed after those of its block that are here.</summary>
    public ScriptedSourceChain Transaction(MinedTransaction transaction, TransactionReceipt receipt)
    {
        _transactions[transaction.Hash] = transaction;
        _receipts.Add(receipt);
        return this;
    }

    public ValueTask<BlockHeader> BlockAsync(long number, CancellationToken cancellationToken) =>
        new(new BlockHeader(number, default, default, _timestamps[number - epoch.Begin], new byte[256], []));

    public ValueTask<IReadOnlyList<LogEntry>> LogsAsync(Address contract, IReadOnlyList<Hash32> signatures, CancellationToken cancellationToken) =>
        new([.. _logs.Where(log => log.Address == contract && signatures.Contains(log.Topics[0]))]);

    public ValueTask<IReadOnlyList<TransactionReceipt>> ReceiptsAsync(long block, CancellationToken cancellationToken) => new([.. _receipts.Where(receipt => receipt.BlockNumber == block)]);

    public ValueTask<MinedTransaction> TransactionAsync(Hash32 hash, long block, CancellationToken cancellationToken) => new(_transactions[hash]);

    public ValueTask<ReadOnlyMemory<byte>> CallAsync(Address contract, ReadOnlyMemory<byte> calldata, long block, CancellationToken cancellationToken) =>
        new(Call(contract, calldata, block));

    public ValueTask<ReadOnlyMemory<byte>> ConstantAsync(Address contract, ReadOnlyMemory<byte> calldata, CancellationToken cancellationToken) =>
        new(Call(contract, calldata, null));

    public ValueTask<T?> ViewAsync<T>(EventSourcedView<T> view, Address contract, long block, CancellationToken cancellationToken) where T : class
    {
        var answer = Call(contract, view.Calldata, block);
        return new(answer.IsEmpty ? null : view.FromCall(answer));
    }

    public async ValueTask<T> OnceAsync<T>(object key, Func<ISourceChain, CancellationToken, ValueTask<T>> compute, CancellationToken cancellationToken)
    {
        if (!_once.TryGetValue(key, out var known)) _once[key] = known = compute(this, CancellationToken.None).AsTask();
        return await (Task<T>)known;
    }

    private static byte[] Word(BigInteger value) => AbiFunction.Parse("f() returns (uint256)").EncodeResult([value]);

    private static byte[] AddressWord(Address value) => GetPair.EncodeResult([value]);

    private ReadOnlyMemory<byte> Call(Address contract, ReadOnlyMemory<byte> calldata, long? block)
    {
        Calls.Add((contract, Hex.Prefixed(calldata.Span[..4])));
        if (_answers.TryGetValue((contract, Hex.Prefixed(calldata.Span), block), out var answer)) return answer;
        return contract == Factory ? AddressWord(default) : ReadOnlyMemory<byte>.Empty;
    }
}
