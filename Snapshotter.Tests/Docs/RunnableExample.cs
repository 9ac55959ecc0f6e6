namespace Snapshotter.Tests.Docs;

/// <summary>Commands of a page and what they print.</summary>
/// <param name="Place">File and line.</param>
/// <param name="Commands">For a shell.</param>
/// <param name="Printed">All they write to the output.</param>
internal sealed record RunnableExample(string Place, string Commands, string Printed);
