namespace Snapshotter.Core.Storage;

/// <summary>The folder in which the embedded adapters keep what must not be lost, held by one process at a time.</summary>
public sealed class DataFolder : IDisposable
{
    private readonly FileStream _lock;

    private DataFolder(string path, FileStream held)
    {
        Path = path;
        _lock = held;
    }

    /// <summary>The full path.</summary>
    public string Path { get; }

    /// <summary>Creates the folder when it is missing and takes hold of it.</summary>
    /// <exception cref="InvalidOperationException">Another process holds it, or it cannot be written.</exception>
    public static DataFolder Hold(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(full);
            return new DataFolder(full, new FileStream(System.IO.Path.Combine(full, "node.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException(
                $"The data folder {full} cannot be held ({exception.Message}): stop the node that uses it, or start with another --data folder.", exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();
}
