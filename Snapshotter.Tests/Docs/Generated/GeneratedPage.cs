using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Docs.Generated;

/// <summary>A page of docs/ that is written from the code.</summary>
internal static class GeneratedPage
{
    /// <summary>Where every such page says how it is written anew.</summary>
    public const string Notice = "<!-- Written from the code: SNAPSHOTTER_WRITE_DOCS=1 dotnet test Snapshotter.Tests --filter FullyQualifiedName~Docs.Generated -->";

    /// <summary>Compares the page with what the code says, or writes it when SNAPSHOTTER_WRITE_DOCS is 1.</summary>
    public static async Task CompareAsync(string text, params string[] path)
    {
        var file = Repository.PathOf(path);
        if (Environment.GetEnvironmentVariable("SNAPSHOTTER_WRITE_DOCS") == "1") await File.WriteAllTextAsync(file, text);
        var written = File.Exists(file) ? await File.ReadAllTextAsync(file) : "";
        written.Split('\n').Should().Equal(text.Split('\n'), $"{string.Join('/', path)} shows what the code has; write it anew by running this test with SNAPSHOTTER_WRITE_DOCS=1");
    }
}
