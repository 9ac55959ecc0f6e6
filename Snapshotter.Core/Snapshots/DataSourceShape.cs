namespace Snapshotter.Core.Snapshots;

/// <summary>What data source a processor expects.</summary>
public enum DataSourceShape
{
    /// <summary>None: the project type is one project.</summary>
    None = 0,

    /// <summary>The address of a contract.</summary>
    Address = 1,

    /// <summary>Any text, or two joined by an underscore.</summary>
    Any = 2,
}
