using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Snapshotter.Core.Submission.Outbox;
using Snapshotter.Core.Submission.Signing;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Api.Relaying;

/// <summary>The body that relayers take, with its members in upstream's order (spec node 13.2, D.6).</summary>
internal static class RelayerBody
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(SubmissionSigner signer, OutboxEntry entry, Address contract) =>
        Write(signer.Form, signer.ToRequest(entry, entry.Deadline), entry.Signature, contract);

    public static byte[] Write(SubmissionForm form, SubmissionRequest request, byte[] signature, Address contract)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            if (form != SubmissionForm.V1) writer.WriteNumber("slotId"u8, request.SlotId);
            writer.WriteString("projectId"u8, request.ProjectId);
            writer.WriteString("snapshotCid"u8, request.Cid);
            writer.WriteNumber("epochId"u8, request.EpochId);
            writer.WriteStartObject("request"u8);
            if (form != SubmissionForm.V1) writer.WriteNumber("slotId"u8, request.SlotId);
            writer.WriteNumber("deadline"u8, request.Deadline);
            writer.WriteString("snapshotCid"u8, request.Cid);
            writer.WriteNumber("epochId"u8, request.EpochId);
            writer.WriteString("projectId"u8, request.ProjectId);
            writer.WriteEndObject();
            writer.WriteString("signature"u8, Hex.Prefixed(signature));
            writer.WriteString("contractAddress"u8, contract.ToChecksumString());
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
