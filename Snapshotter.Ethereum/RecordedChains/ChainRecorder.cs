using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Snapshotter.Ethereum.Hashing;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Ethereum.RecordedChains.Recording;

namespace Snapshotter.Ethereum.RecordedChains;

/// <summary>Records a range of blocks, their receipts and chosen calls from any endpoint into a folder that <see cref="RecordedChain"/> reads.</summary>
public static class ChainRecorder
{
    private const int BlocksPerPart = 16;
    private const int CallsPerPart = 500;

    /// <summary>Records, or goes on with a recording that was interrupted. The files appear in the folder when all of them are whole and fit together.</summary>
    /// <param name="client">The endpoint.</param>
    /// <param name="from">The first block.</param>
    /// <param name="to">The last block; it should be final.</param>
    /// <param name="callsFile">A JSON file with an array of <c>{to, data, block}</c>, block a hex number or "latest"; null for none.</param>
    /// <param name="outFolder">Where to; made if it is not there.</param>
    /// <param name="progress">Told after each part.</param>
    /// <param name="cancellationToken">Interrupts the recording.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range is reversed or negative.</exception>
    /// <exception cref="RpcException">The endpoint fails.</exception>
    /// <exception cref="RecordedChainException">The calls file is damaged, the endpoint lacks a block or receipt, or what it sent does not fit together.</exception>
    public static async Task RecordAsync(
        RpcClient client, long from, long to, string? callsFile, string outFolder, IProgress<RecordingProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfLessThan(to, from);
        var calls = callsFile is null ? [] : CallsFile.ReadQuestions(RecordedFile.ReadPath(callsFile));
        var folder = new RecordingFolder(outFolder);
        var meta = await WriteMetaAsync(client, from, to, outFolder, folder, cancellationToken);

        var report = new RecordingProgress(0, to - from + 1, 0, calls.Count);
        var blockParts = new List<string>();
        var blocks = new BlockRecorder(client, outFolder);
        for (var first = from; first <= to; first += BlocksPerPart)
        {
            var last = Math.Min(to, first + BlocksPerPart - 1);
            blockParts.Add(await RecordBlocksAsync(blocks, first, last, folder, cancellationToken));
            progress?.Report(report = report with { BlocksDone = last - from + 1 });
        }

        var callParts = new List<string>();
        foreach (var part in calls.Chunk(CallsPerPart))
        {
            callParts.Add(await RecordCallsAsync(new CallRecorder(client), part, folder, cancellationToken));
            progress?.Report(report = report with { CallsDone = report.CallsDone + part.Length });
        }

        await folder.JoinAsync("blocks.json.gz", blockParts.Select(part => "blocks" + part), cancellationToken);
        await folder.JoinAsync("receipts.json.gz", blockParts.Select(part => "receipts" + part), cancellationToken);
        await folder.JoinAsync("calls.json.gz", callParts, cancellationToken);
        await folder.WriteFinishedAsync("meta.json", meta, cancellationToken);
        Publish(folder, outFolder);
    }

    private static void Publish(RecordingFolder folder, string outFolder)
    {
        try
        {
            RecordedChain.Load(folder.Finished);
        }
        catch (RecordedChainException exception)
        {
            folder.Discard();
            throw new RecordedChainException(outFolder, null, "What was recorded does not fit together, most likely because the chain was reorganised meanwhile. It has been discarded: record again, up to a block that is final.", exception);
        }

        folder.Publish();
    }

    // Parts of another chain must not be mixed in: the folder remembers the chain it was begun with.
    private static async Task<byte[]> WriteMetaAsync(RpcClient client, long from, long to, string outFolder, RecordingFolder folder, CancellationToken cancellationToken)
    {
        var batch = client.CreateBatch("record");
        var answer = batch.ChainId();
        await batch.SendAsync(cancellationToken);
        var chainId = answer.Value.ToString(CultureInfo.InvariantCulture);
        if (folder.ReadText("chain-id") is { } begun && begun != chainId)
            throw new RecordedChainException(outFolder, null, $"A recording of chain {begun} was begun here, but the endpoint is of chain {chainId}. Choose another folder or delete .recording in it.");
        await folder.WriteAsync("chain-id", System.Text.Encoding.ASCII.GetBytes(chainId), cancellationToken);
        return JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["chainId"] = answer.Value, ["first"] = from, ["last"] = to });
    }

    private static async Task<string> RecordBlocksAsync(BlockRecorder recorder, long first, long last, RecordingFolder folder, CancellationToken cancellationToken)
    {
        var part = string.Create(CultureInfo.InvariantCulture, $"-{first}-{last}.json");
        if (folder.Has("blocks" + part)) return part;
        var (blocks, receipts) = await recorder.ReadAsync(first, last, cancellationToken);

        // The blocks come last: where they are, the receipts are too.
        await folder.WriteAsync("receipts" + part, receipts, cancellationToken);
        await folder.WriteAsync("blocks" + part, blocks, cancellationToken);
        return part;
    }

    private static async Task<string> RecordCallsAsync(CallRecorder recorder, CallToRecord[] calls, RecordingFolder folder, CancellationToken cancellationToken)
    {
        // Named by content, so that a list that was edited meanwhile does not get the answers of the old one.
        var questions = JsonSerializer.SerializeToUtf8Bytes(calls.Select(call => $"{call.To} {Hex.Prefixed(call.Data)} {call.Block}"));
        var part = $"calls-{Keccak256.Hash(questions)}.json";
        if (!folder.Has(part)) await folder.WriteAsync(part, await recorder.ReadAsync(calls, cancellationToken), cancellationToken);
        return part;
    }
}
