using System.Numerics;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Computes.Declared.Events;

/// <summary>What the logs of an event say of an epoch.</summary>
/// <param name="Declaration">What is made of them.</param>
/// <param name="Source">The data source as configured, or null.</param>
/// <param name="Epoch">The blocks.</param>
/// <param name="Timestamp">The Unix time of the last block.</param>
/// <param name="Logs">The logs, in their order on the chain.</param>
internal sealed record EventsSnapshot(EventsDeclaration Declaration, string? Source, Epoch Epoch, long Timestamp, IReadOnlyList<DecodedLog> Logs) : ISnapshot
{
    /// <inheritdoc/>
    public void WriteTo(CanonicalJsonWriter writer)
    {
        var isGrouped = Declaration.GroupBy.Count > 0;
        writer.StartObject();
        writer.Name("chainHeightRange"u8);
        HeightRange.WriteTo(writer, Epoch);
        if (!isGrouped) WriteCount(writer, Logs);
        if (Declaration.Decimals.Count > 0)
        {
            writer.Name("decimals"u8);
            writer.Map(Declaration.Decimals, static (target, decimals) => target.Integer(decimals));
        }

        writer.Text("event"u8, Declaration.Event.Name);
        if (isGrouped) WriteGroups(writer);
        else WriteList(writer, Logs);
        if (Source is not null) writer.Text("source"u8, Source);
        if (!isGrouped) WriteSums(writer, Logs);
        writer.Integer("timestamp"u8, Timestamp);
        writer.EndObject();
    }

    /// <summary>In the order in which the groups first appear on the chain.</summary>
    private void WriteGroups(CanonicalJsonWriter writer)
    {
        writer.StartArray("groups"u8);
        foreach (var group in Logs.GroupBy(KeyOf, StringComparer.Ordinal))
        {
            DecodedLog[] logs = [.. group];
            writer.StartObject();
            writer.Name("by"u8);
            WriteArguments(writer, Declaration.GroupBy, logs[0]);
            WriteCount(writer, logs);
            WriteList(writer, logs);
            WriteSums(writer, logs);
            writer.EndObject();
        }

        writer.EndArray();
    }

    private string KeyOf(DecodedLog log) => string.Join('|', Declaration.GroupBy.Select(place => log.Arguments[place] is byte[] bytes ? Hex.Prefixed(bytes) : $"{log.Arguments[place]}"));

    private void WriteCount(CanonicalJsonWriter writer, IReadOnlyList<DecodedLog> logs)
    {
        if (Declaration.Count) writer.Integer("count"u8, logs.Count);
    }

    private void WriteList(CanonicalJsonWriter writer, IReadOnlyList<DecodedLog> logs)
    {
        if (Declaration.List is not { } listed) return;
        writer.StartArray("list"u8);
        foreach (var log in logs)
        {
            writer.StartObject();
            writer.Name("args"u8);
            WriteArguments(writer, listed, log);
            writer.Integer("blockNumber"u8, log.Log.BlockNumber);
            writer.Integer("logIndex"u8, log.Log.LogIndex);
            writer.Text("transactionHash"u8, log.Log.TransactionHash.ToString());
            writer.EndObject();
        }

        writer.EndArray();
    }

    private void WriteSums(CanonicalJsonWriter writer, IReadOnlyList<DecodedLog> logs)
    {
        if (Declaration.Sum.Count == 0) return;
        object?[] sums = [.. Declaration.Sum.Select(place => (object?)logs.Aggregate(BigInteger.Zero, (sum, log) => sum + log.Arguments.Get<BigInteger>(place)))];
        writer.Name("sums"u8);
        ValueWriter.WriteObject(writer, [.. Declaration.Sum.Select(place => Declaration.Event.Inputs[place])], sums, Declaration.Decimals);
    }

    private void WriteArguments(CanonicalJsonWriter writer, IReadOnlyList<int> places, DecodedLog log) => ValueWriter.WriteObject(
        writer, [.. places.Select(place => Declaration.Event.Inputs[place])], [.. places.Select(place => log.Arguments[place])], Declaration.Decimals);
}
