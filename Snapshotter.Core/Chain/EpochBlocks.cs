using Snapshotter.Core.Chain.Sharing;
using Snapshotter.Core.Epochs;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Chain;

/// <summary>The headers and logs read of one epoch, all of one fork.</summary>
internal sealed class EpochBlocks(Epoch epoch, int maxLogAddresses, Hash32? endHash = null)
{
    private readonly Dictionary<Address, ContractLogs> _logs = [];
    private BlockHeader[]? _headers;

    /// <summary>The epoch.</summary>
    public Epoch Epoch => epoch;

    /// <summary>Whether the headers are here. They come with the first read.</summary>
    public bool HasHeaders => _headers is not null;

    /// <summary>The hash of the last block, when it is known.</summary>
    public Hash32? EndHash => endHash ?? _headers?[^1].Hash;

    /// <summary>The headers in order.</summary>
    public IReadOnlyList<BlockHeader> Headers => _headers ?? throw new InvalidOperationException($"The headers of {epoch} were not read.");

    /// <summary>Names one of the epoch's blocks, or the one before them, for a read of its state: by its hash as soon as the headers tell it, so that no other fork can answer.</summary>
    public BlockTag TagOf(long block)
    {
        if (_headers is not { } headers) return BlockTag.At(block);
        return BlockTag.At(block < epoch.Begin ? headers[0].ParentHash : headers[block - epoch.Begin].Hash);
    }

    /// <summary>Whether logs of the contract with these first topics were read.</summary>
    public bool Covers(Address contract, IReadOnlyList<Hash32> signatures) =>
        _logs.TryGetValue(contract, out var logs) && logs.Covers(signatures);

    /// <summary>The contract's logs in log order; only those whose topics were asked for.</summary>
    public IReadOnlyList<LogEntry> LogsOf(Address contract) => _logs.TryGetValue(contract, out var logs) ? logs.Entries : [];

    /// <summary>The logs of all contracts that were asked for.</summary>
    public IEnumerable<SharedLogs> ShareLogs() => _logs.Select(static logs => new SharedLogs(logs.Key, logs.Value.Signatures, logs.Value.Entries));

    /// <summary>Takes in what another host has read, and held against the chain.</summary>
    public void Take(SharedEpoch shared)
    {
        _headers = [.. shared.Headers];
        foreach (var (contract, signatures, entries) in shared.Logs)
        {
            var logs = new ContractLogs();
            logs.Add([.. signatures], entries);
            _logs[contract] = logs;
        }
    }

    /// <summary>Adds what is missing to a request: the headers, and one eth_getLogs for all contracts and topics together.</summary>
    public BlocksRequest AddTo(RpcBatch batch, IReadOnlyDictionary<Address, HashSet<Hash32>> wanted)
    {
        var filters = new List<(LogFilter, RpcAnswer<LogEntry[]>)>();
        if (wanted.Count > 0)
        {
            IReadOnlyList<Hash32> topics = [.. wanted.Values.SelectMany(static signatures => signatures).Distinct().Order()];
            // What was asked for while the request before was under way may have come with it.
            var missing = wanted.Where(entry => !Covers(entry.Key, [.. entry.Value])).Select(static entry => entry.Key);
            foreach (var chunk in missing.Order().Chunk(maxLogAddresses))
            {
                var filter = new LogFilter(chunk, [topics], epoch.Begin, epoch.End);
                filters.Add((filter, batch.Logs(filter)));
            }
        }

        RpcAnswer<BlockHeader?>[]? headers = null;
        if (_headers is null)
        {
            headers = new RpcAnswer<BlockHeader?>[epoch.Size];
            for (var i = 0; i < headers.Length; i++) headers[i] = batch.Block(BlockTag.At(epoch.Begin + i));
        }

        return new BlocksRequest(headers, filters);
    }

    /// <summary>Takes the answers in.</summary>
    /// <param name="request">The part of the request that was answered.</param>
    /// <param name="rpc">Where logs are asked for again that may have been left out.</param>
    /// <param name="cancellationToken">Cancels asking again.</param>
    /// <exception cref="SourceChainException">A read failed, a block is not there, or the answers are of different forks or incomplete: nothing was taken.</exception>
    public async Task TakeAsync(BlocksRequest request, RpcClient rpc, CancellationToken cancellationToken)
    {
        var headers = HeadersOf(request);
        if (endHash is { } expected && headers[^1].Hash != expected) throw await ReplacedBlocks.ExplainAsync(rpc, epoch, expected, headers[^1].Hash, cancellationToken);
        foreach (var (filter, answer) in request.Logs) ForkCheck.Consistent(epoch, headers, filter, ValueOf(answer));
        await LogVerification.ConfirmAsync(rpc, epoch, headers, request, cancellationToken);

        _headers = headers;
        foreach (var (filter, answer) in request.Logs) Keep(filter, answer.Value);
    }

    private BlockHeader[] HeadersOf(BlocksRequest request)
    {
        if (request.Headers is not { } answers) return _headers!;
        var headers = new BlockHeader[answers.Length];
        for (var i = 0; i < answers.Length; i++)
        {
            headers[i] = ValueOf(answers[i]) ?? throw new SourceChainException(
                $"{epoch}: block {epoch.Begin + i} is not there. The endpoint lags behind the one that told the head; the epoch is read again.");
        }

        ForkCheck.Chained(epoch, headers);
        return headers;
    }

    private void Keep(LogFilter filter, LogEntry[] logs)
    {
        var signatures = filter.Topics[0]!;
        var byContract = logs.ToLookup(static log => log.Address);
        foreach (var contract in filter.Addresses)
        {
            if (!_logs.TryGetValue(contract, out var known)) _logs.Add(contract, known = new ContractLogs());
            known.Add(signatures, byContract[contract]);
        }
    }

    private T ValueOf<T>(RpcAnswer<T> answer) => answer.Error is { } error
        ? throw new SourceChainException($"{epoch}: {error}")
        : answer.Value;
}
