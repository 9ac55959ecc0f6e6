namespace Snapshotter.Benchmarks.EndToEnd;

/// <summary>A folder on the disk of the system's temporary files that goes away with the run.</summary>
internal sealed class WorkFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("snapshotter-bench-");
    private int _next;

    /// <summary>A new, empty folder.</summary>
    public string Create(string name) => _folder.CreateSubdirectory(FormattableString.Invariant($"{name}-{_next++}")).FullName;

    public void Dispose() => _folder.Delete(recursive: true);
}
