namespace Snapshotter.Computes.Modules.External;

/// <summary>A file that is not taken as a module.</summary>
/// <param name="File">Its path below the modules folder.</param>
/// <param name="Reason">Why, and what to do about it.</param>
public sealed record ModuleRefusal(string File, string Reason)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}: {Reason}";
}
