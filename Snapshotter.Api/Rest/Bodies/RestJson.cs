using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Api.Rest.Bodies;

/// <summary>The bodies that are written as JSON, with serialization generated at compile time.</summary>
[JsonSerializable(typeof(CurrentEpoch))]
[JsonSerializable(typeof(EpochInfo))]
[JsonSerializable(typeof(LastFinalizedEpoch))]
[JsonSerializable(typeof(FaultList))]
[JsonSerializable(typeof(Readiness))]
[JsonSerializable(typeof(NodeStatus))]
[JsonSerializable(typeof(SnapshotterStatus))]
[JsonSerializable(typeof(ProjectStatus))]
[JsonSerializable(typeof(ProcessingPage))]
[JsonSerializable(typeof(RefusalBody))]
internal sealed partial class RestJson : JsonSerializerContext
{
    /// <summary>The shapes as clients see them.</summary>
    public static RestJson Shapes { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new WholeNumberConverter() },
        NumberHandling = JsonNumberHandling.Strict,
    });
}
