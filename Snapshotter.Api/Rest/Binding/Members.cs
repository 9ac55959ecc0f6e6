using System.Text.Json;

namespace Snapshotter.Api.Rest.Binding;

/// <summary>Reads the members of a JSON body and adds what is wrong with them. Texts and types are the original's.</summary>
internal static class Members
{
    /// <summary>A text that has to be there; empty with a fault when it is not.</summary>
    public static string Text(JsonDocument? body, string name, Faults faults)
    {
        if (body is null) return "";
        if (Find(body, name) is not { } member) faults.Add("field required", "value_error.missing", "body", name);
        else if (member.ValueKind == JsonValueKind.Null) faults.Add("none is not an allowed value", "type_error.none.not_allowed", "body", name);
        else if (TextOf(member) is { } text) return text;
        else faults.Add("str type expected", "type_error.str", "body", name);
        return "";
    }

    /// <summary>A text, or null when it is not there.</summary>
    public static string? OptionalText(JsonDocument? body, string name, Faults faults) =>
        body is not null && Find(body, name) is { ValueKind: not JsonValueKind.Null } ? Text(body, name, faults) : null;

    /// <summary>A whole number from 0 on, or null when it is not there.</summary>
    public static long? OptionalNumber(JsonDocument? body, string name, Faults faults)
    {
        if (body is null || Find(body, name) is not { ValueKind: not JsonValueKind.Null } member) return null;
        if (member.ValueKind == JsonValueKind.Number && member.TryGetInt64(out var number) && number >= 0) return number;
        faults.Add("value is not a whole number from 0 on", "type_error.integer", "body", name);
        return null;
    }

    private static JsonElement? Find(JsonDocument body, string name) =>
        body.RootElement.ValueKind == JsonValueKind.Object && body.RootElement.TryGetProperty(name, out var member) ? member : null;

    /// <summary>Null for what is no string, and for a string with half of a surrogate pair, which is no text.</summary>
    private static string? TextOf(JsonElement member)
    {
        try
        {
            return member.ValueKind == JsonValueKind.String ? member.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
