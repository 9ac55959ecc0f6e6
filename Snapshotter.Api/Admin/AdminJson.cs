using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Snapshotter.Api.Admin;

/// <summary>The bodies of the admin API, with serialization generated at compile time.</summary>
[JsonSerializable(typeof(Outcome))]
[JsonSerializable(typeof(AddedKey))]
[JsonSerializable(typeof(AccountAnswer))]
[JsonSerializable(typeof(UserList))]
internal sealed partial class AdminJson : JsonSerializerContext
{
    /// <summary>The shapes as clients see them.</summary>
    public static AdminJson Shapes { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
