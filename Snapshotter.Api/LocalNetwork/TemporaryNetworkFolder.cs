namespace Snapshotter.Api.LocalNetwork;

/// <summary>Where a local network keeps its state: a folder that its user named and keeps, or one that is gone with the network.</summary>
internal sealed class TemporaryNetworkFolder : IDisposable
{
    private readonly bool _isOurs;

    public TemporaryNetworkFolder(string? named)
    {
        _isOurs = named is null;
        Path = named is null ? Directory.CreateTempSubdirectory("snapshotter-network-").FullName : Directory.CreateDirectory(named).FullName;
    }

    public string Path { get; }

    public void Dispose()
    {
        if (_isOurs) Directory.Delete(Path, recursive: true);
    }
}
