using System.Security.Cryptography;
using Snapshotter.Core.Storage;

namespace Snapshotter.Api.Hosting;

/// <summary>Tells this worker from all others, also after a restart: the machine's name and a number that is drawn once for the data folder.</summary>
internal static class WorkerName
{
    private const string File = "worker.id";

    /// <summary>The name that goes with a folder, which one process holds.</summary>
    public static string Of(DataFolder folder)
    {
        var path = Path.Combine(folder.Path, File);
        if (System.IO.File.Exists(path) && System.IO.File.ReadAllText(path).Trim() is { Length: > 0 } known) return known;

        // A death in the middle must not leave a part of a name, or none, which other workers might have as well.
        var name = $"{Environment.MachineName}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
        System.IO.File.WriteAllText($"{path}.part", name);
        System.IO.File.Move($"{path}.part", path, overwrite: true);
        return name;
    }
}
