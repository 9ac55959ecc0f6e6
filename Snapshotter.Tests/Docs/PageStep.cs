namespace Snapshotter.Tests.Docs;

/// <summary>Something that a reader of a page does.</summary>
/// <param name="Place">File and line.</param>
internal abstract record PageStep(string Place);

/// <summary>Commands of a page and what they print.</summary>
/// <param name="Place">File and line.</param>
/// <param name="Commands">For a shell.</param>
/// <param name="Printed">All they write to the output.</param>
internal sealed record RunnableExample(string Place, string Commands, string Printed) : PageStep(Place);

/// <summary>A file that a page asks the reader to write.</summary>
/// <param name="Place">File and line.</param>
/// <param name="Path">Where it goes, below the checkout.</param>
/// <param name="Text">Its content.</param>
internal sealed record WrittenFile(string Place, string Path, string Text) : PageStep(Place);

/// <summary>A node that a page asks the reader to start and leave running.</summary>
/// <param name="Place">File and line.</param>
/// <param name="Command">For a shell.</param>
internal sealed record StartedNode(string Place, string Command) : PageStep(Place);
