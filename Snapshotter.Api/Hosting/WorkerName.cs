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
        if (!System.IO.File.Exists(path)) System.IO.File.WriteAllText(path, $"{Environment.MachineName}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}");
        return System.IO.File.ReadAllText(path).Trim();
    }
}
