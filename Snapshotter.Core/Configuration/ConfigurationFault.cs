namespace Snapshotter.Core.Configuration;

/// <summary>One thing wrong with a configuration file.</summary>
/// <param name="File">The file's name, such as <c>projects.json</c>.</param>
/// <param name="Path">Where in it: a JSON path such as <c>$.config[0].project_type</c>, or a line and column.</param>
/// <param name="Reason">What is wrong, as a sentence.</param>
/// <param name="Fix">What to do about it, as a sentence.</param>
public sealed record ConfigurationFault(string File, string Path, string Reason, string Fix)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File} {Path}: {Reason} {Fix}";
}
