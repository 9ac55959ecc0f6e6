using Snapshotter.Core.Epochs;
using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.Abi;

namespace Snapshotter.Computes.Declared.Calls;

/// <summary>What functions answered in an epoch.</summary>
/// <param name="Declaration">The functions.</param>
/// <param name="Source">The data source as configured, or null.</param>
/// <param name="Epoch">The blocks.</param>
/// <param name="Timestamp">The Unix time of the last block.</param>
/// <param name="Values">For each read its answers, one for each block or the last one's only.</param>
internal sealed record CallsSnapshot(CallsDeclaration Declaration, string? Source, Epoch Epoch, long Timestamp, IReadOnlyList<AbiValues[]> Values) : ISnapshot
{
    /// <inheritdoc/>
    public void WriteTo(CanonicalJsonWriter writer)
    {
        writer.StartObject();
        writer.Name("chainHeightRange"u8);
        HeightRange.WriteTo(writer, Epoch);
        WriteDecimals(writer);
        if (Source is not null) writer.Text("source"u8, Source);
        writer.Integer("timestamp"u8, Timestamp);
        writer.StartObject("values"u8);
        for (var i = 0; i < Values.Count; i++)
        {
            writer.Name(Declaration.Reads[i].Name);
            if (Declaration.EveryBlock) WriteBlocks(writer, Declaration.Reads[i], Values[i]);
            else WriteAnswer(writer, Declaration.Reads[i], Values[i][0]);
        }

        writer.EndObject();
        writer.EndObject();
    }

    private void WriteDecimals(CanonicalJsonWriter writer)
    {
        if (Declaration.Reads.All(static read => read.Decimals.Count == 0)) return;
        writer.StartObject("decimals"u8);
        foreach (var read in Declaration.Reads.Where(static read => read.Decimals.Count > 0))
        {
            writer.Name(read.Name);
            if (read.Function.Outputs is [var only]) writer.Integer(read.Decimals[only.Name]);
            else writer.Map(read.Decimals, static (target, decimals) => target.Integer(decimals));
        }

        writer.EndObject();
    }

    private void WriteBlocks(CanonicalJsonWriter writer, DeclaredRead read, AbiValues[] answers)
    {
        var blocks = answers.Select((answer, index) => KeyValuePair.Create(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"block{Epoch.Begin + index}"), answer));
        writer.Map(blocks, (target, answer) => WriteAnswer(target, read, answer));
    }

    /// <summary>A single result stands for itself, several are an object.</summary>
    private static void WriteAnswer(CanonicalJsonWriter writer, DeclaredRead read, AbiValues answer)
    {
        var results = read.Function.Outputs;
        if (results is [var only]) ValueWriter.Write(writer, only.Type, answer[0], ValueWriter.Of(read.Decimals, only));
        else ValueWriter.WriteObject(writer, results, answer, read.Decimals);
    }
}
