using Snapshotter.Core.Epochs;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Chain.Sharing;

/// <summary>A shared epoch as bytes: what all hosts of a release read and write alike. Those of another release are not understood.</summary>
internal static class SharedEpochCodec
{
    private const int Version = 1;

    public static byte[] Write(SharedEpoch shared)
    {
        var to = new WireWriter();
        var epoch = shared.Epoch;
        to.Count(Version);
        to.Number(epoch.Id);
        to.Number(epoch.Begin);
        to.All(shared.Headers, header => Write(to, header));
        to.All(shared.Logs, logs =>
        {
            to.Address(logs.Contract);
            to.All(logs.Signatures, signature => to.Known(signature.Bytes.ToArray()));
            to.All(logs.Entries, entry => Write(to, entry, epoch));
        });
        to.All(shared.Calls, call =>
        {
            to.Address(call.Key.Contract);
            to.Known(call.Key.Calldata);
            to.Number(call.Key.Block - epoch.Begin);
            to.Bytes(call.Value.Span);
        });
        to.All(shared.Mismatches, mismatch =>
        {
            to.Text(mismatch.View);
            to.Address(mismatch.Contract);
            to.Number(mismatch.Block);
            to.Text(mismatch.Rolled);
            to.Text(mismatch.Called);
        });
        return to.ToArray();
    }

    /// <returns>The epoch, or null when the bytes are of another release.</returns>
    /// <exception cref="InvalidDataException">They are damaged.</exception>
    public static SharedEpoch? Read(byte[] bytes)
    {
        var from = new WireReader(bytes);
        if (from.Count() != Version) return null;
        var (id, begin) = (from.Number(), from.Number());
        var place = 0;
        var headers = from.All(() => ReadHeader(from, begin + place++));
        if (headers.Length == 0) throw new InvalidDataException("An epoch without blocks was shared.");
        var logs = from.All(() =>
        {
            var contract = from.Address();
            return new SharedLogs(contract, from.All(() => new Hash32(from.Known())), from.All(() => ReadLog(from, contract, headers)));
        });
        var calls = from.All(() => KeyValuePair.Create(new CallKey(from.Address(), from.Known(), begin + from.Number()), (ReadOnlyMemory<byte>)from.Bytes()));
        var mismatches = from.All(() => new ViewMismatch(from.Text(), from.Address(), from.Number(), from.Text(), from.Text()));
        return new SharedEpoch(new Epoch(id, begin, begin + headers.Length - 1), headers, logs, calls, mismatches);
    }

    private static void Write(WireWriter to, BlockHeader header)
    {
        to.Hash(header.Hash);
        to.Hash(header.ParentHash);
        to.Number(header.Timestamp);
        to.Bytes(header.LogsBloom);
        to.All(header.Transactions, to.Hash);
        to.Count(header.ReceiptsRoot is null ? 0 : 1);
        if (header.ReceiptsRoot is { } root) to.Hash(root);
    }

    private static BlockHeader ReadHeader(WireReader from, long number) =>
        new(number, from.Hash(), from.Hash(), from.Number(), from.Bytes(), from.All(from.Hash)) { ReceiptsRoot = from.Count() == 0 ? null : from.Hash() };

    private static void Write(WireWriter to, LogEntry entry, Epoch epoch)
    {
        to.Number(entry.BlockNumber - epoch.Begin);
        to.Count(entry.TransactionIndex);
        to.Count(entry.LogIndex);
        to.Hash(entry.TransactionHash);
        to.All(entry.Topics, to.Hash);
        to.Bytes(entry.Data);
    }

    private static LogEntry ReadLog(WireReader from, Address contract, BlockHeader[] headers)
    {
        var place = from.Number();
        if (place < 0 || place >= headers.Length) throw new InvalidDataException("A log is of a block outside the epoch.");
        var header = headers[place];
        var (transactionIndex, logIndex, transaction) = (from.Count(), from.Count(), from.Hash());
        return new LogEntry(contract, from.All(from.Hash), from.Bytes(), header.Number, header.Hash, transaction, transactionIndex, logIndex, Removed: false);
    }
}
