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

    /// <summary>Whether the headers are here. They come with the first read.</summary>
    public bool HasHeaders => _headers is not null;

    /// <summary>The headers in order.</summary>
    public IReadOnlyList<BlockHeader> Headers => _headers ?? throw new InvalidOperationException($"The headers of {epoch} were not read.");

    /// <summary>Whether logs of the contract with these first topics were read.</summary>
    public bool Covers(Address contract, IReadOnlyList<Hash32> signatures) =>
        _logs.TryGetValue(contract, out var logs) && logs.Covers(signatures);

    /// <summary>The contract's logs in log order; only those whose topics were asked for.</summary>
    public IReadOnlyList<LogEntry> LogsOf(Address contract) => _logs.TryGetValue(contract, out var logs) ? logs.Entries : [];

    /// <summary>Adds what is missing to a request: the headers, and one eth_getLogs for all contracts and topics together.</summary>
    public BlocksRequest AddTo(RpcBatch batch, IReadOnlyDictionary<Address, HashSet<Hash32>> wanted)
    {
        var filters = new List<(LogFilter, RpcAnswer<LogEntry[]>)>();
        if (wanted.Count > 0)
        {
            IReadOnlyList<Hash32> topics = [.. wanted.Values.SelectMany(static signatures => signatures).Distinct().Order()];
            foreach (var chunk in wanted.Keys.Order().Chunk(maxLogAddresses))
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
    /// <returns>False when the blocks do not all exist yet: nothing was taken.</returns>
    /// <exception cref="SourceChainException">A read failed, or the answers are of different forks or incomplete.</exception>
    public bool TryTake(BlocksRequest request)
    {
        var headers = _headers;
        if (request.Headers is { } answers)
        {
            headers = new BlockHeader[answers.Length];
            for (var i = 0; i < answers.Length; i++)
            {
                if (ValueOf(answers[i]) is not { } header) return false;
                headers[i] = header;
            }

            ForkCheck.Chained(epoch, headers);
            if (endHash is { } expected && headers[^1].Hash != expected)
            {
                throw new SourceChainException($"{epoch}: its last block was {expected} when it was released and is {headers[^1].Hash} now. The chain was reorganised below the head offset; raise Epochs:HeadOffset.");
            }
        }

        foreach (var (filter, answer) in request.Logs)
        {
            var logs = ValueOf(answer);
            ForkCheck.Consistent(epoch, headers!, filter, logs);
        }

        _headers = headers;
        foreach (var (filter, answer) in request.Logs) Keep(filter, answer.Value);
        return true;
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
