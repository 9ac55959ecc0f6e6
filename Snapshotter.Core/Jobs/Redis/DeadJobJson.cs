using System.Text.Json;

namespace Snapshotter.Core.Jobs.Redis;

/// <summary>A dead job as it stands in Redis.</summary>
internal static class DeadJobJson
{
    public static byte[] Write(DeadJob dead) => JsonSerializer.SerializeToUtf8Bytes(dead);

    public static DeadJob Read(byte[] record) =>
        JsonSerializer.Deserialize<DeadJob>(record) ?? throw new InvalidDataException("Redis holds no dead job where one should be: restore it from a backup.");
}
