using System.Globalization;
using System.Text.Json;
using ICSharpCode.SharpZipLib.BZip2;

namespace Snapshotter.Core.Storage.Transfer.Upstream;

/// <summary>
/// Reads the <c>state.json.bz2</c> that upstream's <c>protocol_state_loader_exporter export</c> writes (spec 15, A.1): the bzip2 of
/// <c>{"synced_till_epoch_id": n, "project_specific_states": {project: {"first_epoch_id": n, "finalized_cids": {epoch: cid}}}}</c>, its
/// members in any order.
/// </summary>
internal static class UpstreamStateReader
{
    /// <summary>What the file begins with.</summary>
    public static ReadOnlySpan<byte> Magic => "BZh"u8;

    /// <summary>Everything the file says, in its order, with nothing of it kept.</summary>
    /// <exception cref="JsonException">It is no such file.</exception>
    /// <exception cref="BZip2Exception">It does not unpack.</exception>
    public static IEnumerable<UpstreamRecord> Read(Stream packed)
    {
        using var stream = new BZip2InputStream(packed) { IsStreamOwner = false };
        var tokens = new JsonTokens(stream);
        tokens.Read(JsonTokenType.StartObject);
        while (NextName(tokens) is { } name)
        {
            if (name == "synced_till_epoch_id") yield return new UpstreamRecord.Synced(Number(tokens) ?? 0);
            else if (name == "project_specific_states")
            {
                foreach (var record in Projects(tokens)) yield return record;
            }
            else tokens.Skip();
        }

        if (tokens.Read()) throw new JsonException("Something follows the document.");
    }

    private static IEnumerable<UpstreamRecord> Projects(JsonTokens tokens)
    {
        tokens.Read(JsonTokenType.StartObject);
        while (NextName(tokens) is { } project)
        {
            tokens.Read(JsonTokenType.StartObject);
            while (NextName(tokens) is { } name)
            {
                if (name == "first_epoch_id") yield return new UpstreamRecord.First(project, Number(tokens) ?? 0);
                else if (name == "finalized_cids")
                {
                    foreach (var record in Finality(tokens, project)) yield return record;
                }
                else tokens.Skip();
            }
        }
    }

    private static IEnumerable<UpstreamRecord> Finality(JsonTokens tokens, string project)
    {
        tokens.Read(JsonTokenType.StartObject);
        while (NextName(tokens) is { } epoch)
        {
            var id = Parse(epoch);
            if (!tokens.Read() || tokens.Type is not (JsonTokenType.String or JsonTokenType.Null)) throw new JsonException($"Epoch {id} of {project} has no text.");
            yield return new UpstreamRecord.Finality(project, id, tokens.Text);
        }
    }

    private static string? NextName(JsonTokens tokens)
    {
        if (!tokens.Read()) throw new JsonException("The document ends within an object.");
        return tokens.Type switch
        {
            JsonTokenType.PropertyName => tokens.Text,
            JsonTokenType.EndObject => null,
            _ => throw new JsonException($"A name is expected where a {tokens.Type} stands."),
        };
    }

    /// <summary>Upstream takes numbers and texts of numbers alike.</summary>
    private static long? Number(JsonTokens tokens)
    {
        if (!tokens.Read()) throw new JsonException("The document ends where a number is expected.");
        return tokens.Type == JsonTokenType.Null ? null : Parse(tokens.Text);
    }

    private static long Parse(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new JsonException($"'{text}' is no epoch id.");
}
