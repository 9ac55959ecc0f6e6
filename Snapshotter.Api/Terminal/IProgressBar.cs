namespace Snapshotter.Api.Terminal;

/// <summary>Shows how far something long has come.</summary>
internal interface IProgressBar
{
    /// <summary>So much is done of the whole that was told before.</summary>
    void Set(double done, string what);

    /// <summary>So much is done of a whole.</summary>
    void Set(double done, double whole, string what);
}
