using System.Text.Json;

namespace Snapshotter.Api.Replay;

/// <summary>Remembers which replay a state folder belongs to, so that one that was cut off goes on and a new one starts afresh.</summary>
internal static class ReplayMarker
{
    private const string FileName = "replay.json";

    /// <summary>Keeps the state when it is of the same replay and unfinished; otherwise removes it.</summary>
    public static void Prepare(string stateFolder, ReplayOptions options)
    {
        var path = Path.Combine(stateFolder, FileName);
        var wanted = JsonSerializer.Serialize(options);
        if (File.Exists(path) && File.ReadAllText(path) == wanted) return;
        if (Directory.Exists(stateFolder)) Directory.Delete(stateFolder, recursive: true);
        Directory.CreateDirectory(stateFolder);
        File.WriteAllText(path, wanted);
    }

    /// <summary>The results are written: the next replay starts afresh.</summary>
    public static void Finish(string stateFolder) => File.Delete(Path.Combine(stateFolder, FileName));
}
