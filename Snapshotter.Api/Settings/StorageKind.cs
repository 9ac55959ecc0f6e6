namespace Snapshotter.Api.Settings;

/// <summary>Where state and jobs are kept.</summary>
public enum StorageKind
{
    /// <summary>In the data folder; nothing to install, one process.</summary>
    Sqlite = 0,

    /// <summary>In a Redis server that many hosts share.</summary>
    Redis = 1,
}
