using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Docs;

/// <summary>A copy of the checkout as it comes from the repository, without tests, builds and data.</summary>
internal sealed class CopiedCheckout : IDisposable
{
    private static readonly string[] LeftOut = [".git", "artifacts", "bin", "obj", "data", "modules", "my", "node_modules", "Snapshotter.Tests", "Snapshotter.Benchmarks"];

    private readonly TemporaryFolder _folder = new();

    public CopiedCheckout() => Copy(new DirectoryInfo(Repository.Root), Root, isTop: true);

    public string Root => _folder.Root;

    public void Dispose() => _folder.Dispose();

    private static void Copy(DirectoryInfo from, string to, bool isTop)
    {
        Directory.CreateDirectory(to);
        foreach (var file in from.EnumerateFiles().Where(static file => file.LinkTarget is null)) file.CopyTo(Path.Combine(to, file.Name));
        foreach (var below in from.EnumerateDirectories().Where(folder => folder.LinkTarget is null && !(LeftOut.Contains(folder.Name) && (isTop || folder.Name is "bin" or "obj"))))
            Copy(below, Path.Combine(to, below.Name), isTop: false);
    }
}
