using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;

namespace Snapshotter.Tests.Support;

/// <summary>The files a test reads: the checkout's own, found from where the test runs.</summary>
internal static class Repository
{
    /// <summary>The folder that holds Snapshotter.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A path below the checkout's root.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>A third-party conformance vector file.</summary>
    public static string Vector(params string[] parts) => PathOf(["Snapshotter.Tests", "Vectors", .. parts]);

    /// <summary>A golden file: an input or output of the original node.</summary>
    public static string Golden(params string[] parts) => PathOf(["Snapshotter.Tests", "Golden", .. parts]);

    /// <summary>The bytes of a file, unpacked when its name ends in .gz.</summary>
    public static byte[] ReadBytes(string path)
    {
        if (!path.EndsWith(".gz", StringComparison.Ordinal)) return File.ReadAllBytes(path);
        using var file = File.OpenRead(path);
        using var gzip = new GZipStream(file, CompressionMode.Decompress);
        using var memory = new MemoryStream();
        gzip.CopyTo(memory);
        return memory.ToArray();
    }

    /// <summary>The JSON of a file, unpacked when its name ends in .gz.</summary>
    public static JsonNode ReadJson(string path) =>
        JsonNode.Parse(ReadBytes(path)) ?? throw new InvalidDataException($"{path} holds null.");

    /// <summary>The JSON objects of a file that has one on each line.</summary>
    public static IEnumerable<JsonObject> ReadJsonLines(string path)
    {
        foreach (var line in Encoding.UTF8.GetString(ReadBytes(path)).Split('\n'))
        {
            if (line.Length > 0) yield return JsonNode.Parse(line)!.AsObject();
        }
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Snapshotter.sln"))) return folder.FullName;
        }

        throw new InvalidOperationException($"No Snapshotter.sln above {AppContext.BaseDirectory}: run the tests from a checkout.");
    }
}
