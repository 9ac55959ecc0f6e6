using System.Text.RegularExpressions;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Docs;

/// <summary>A page of the documentation: its links, headings, tables and runnable examples.</summary>
internal sealed partial class MarkdownFile
{
    private static readonly string[] NotOurs = ["bin", "obj", "artifacts", "node_modules", ".git", "data", "my"];

    private readonly string[] _lines;

    private MarkdownFile(string path)
    {
        Path = path;
        Name = System.IO.Path.GetRelativePath(Repository.Root, path);
        _lines = File.ReadAllLines(path);
    }

    public string Path { get; }

    /// <summary>The path below the checkout's root.</summary>
    public string Name { get; }

    public static MarkdownFile Open(params string[] parts) => new(Repository.PathOf(parts));

    /// <summary>All pages of the checkout.</summary>
    public static IEnumerable<MarkdownFile> All() => Find(new DirectoryInfo(Repository.Root)).Order(StringComparer.Ordinal).Select(static path => new MarkdownFile(path));

    /// <summary>The targets of links and pictures, outside code.</summary>
    public IEnumerable<string> Links() => Prose().SelectMany(static line => Link().Matches(InlineCode().Replace(line, ""))).Select(static match => match.Groups[1].Value);

    /// <summary>The anchors of the headings, as GitHub makes them.</summary>
    public IEnumerable<string> Anchors() => Prose()
        .Where(static line => line.StartsWith('#'))
        .Select(static line => NotInAnchors().Replace(line.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    /// <summary>The rows of all tables whose first cell is code, cell by cell.</summary>
    public IEnumerable<string[]> Rows() => Prose()
        .Where(static line => line.StartsWith("| ", StringComparison.Ordinal))
        .Select(static line => Array.ConvertAll(line.Trim('|').Split(" | "), static cell => cell.Trim()));

    public string Text => string.Join('\n', _lines);

    /// <summary>Whether the page's steps build upon each other, the first of them files that the reader writes.</summary>
    public bool IsWalkthrough => _lines.Any(static line => FileMark().IsMatch(line));

    /// <summary>The number of fenced blocks.</summary>
    public int Blocks => _lines.Count(static line => line.StartsWith("```", StringComparison.Ordinal)) / 2;

    /// <summary>The examples that stand for themselves: those of pages that are no walkthroughs.</summary>
    public IEnumerable<RunnableExample> Examples() => IsWalkthrough ? [] : Steps().OfType<RunnableExample>();

    /// <summary>
    /// What a reader does, in order: a block of commands under the mark <c>run</c>, and what it prints under the mark <c>prints</c>; a file
    /// under the mark <c>file: path</c>; a node that stays under the mark <c>start</c>.
    /// </summary>
    public IEnumerable<PageStep> Steps()
    {
        for (var i = 0; i < _lines.Length; i++)
        {
            var place = $"{Name}:{i + 1}";
            if (_lines[i] == "<!-- run -->") yield return Example(place, i);
            else if (_lines[i] == "<!-- start -->") yield return new StartedNode(place, Block(i + 1, out _));
            else if (FileMark().Match(_lines[i]) is { Success: true } mark) yield return new WrittenFile(place, mark.Groups[1].Value, Block(i + 1, out _));
        }
    }

    private RunnableExample Example(string place, int mark)
    {
        var commands = Block(mark + 1, out var end);
        var next = Array.FindIndex(_lines, end, static line => line.Length > 0);
        if (next >= 0 && _lines[next] == "<!-- prints -->") return new RunnableExample(place, commands, Block(next + 1, out _));
        return IsWalkthrough ? new RunnableExample(place, commands, "") : throw new InvalidDataException($"{place}: no '<!-- prints -->' follows the example.");
    }

    private string Block(int fence, out int end)
    {
        if (!_lines[fence].StartsWith("```", StringComparison.Ordinal)) throw new InvalidDataException($"{Name}:{fence + 1}: a fenced block must follow the mark.");
        var last = Array.IndexOf(_lines, "```", fence + 1);
        end = last + 1;
        return string.Join('\n', _lines[(fence + 1)..last]);
    }

    private IEnumerable<string> Prose()
    {
        var inCode = false;
        foreach (var line in _lines)
        {
            if (line.StartsWith("```", StringComparison.Ordinal)) inCode = !inCode;
            else if (!inCode) yield return line;
        }
    }

    private static IEnumerable<string> Find(DirectoryInfo folder) => folder.EnumerateFiles("*.md").Select(static file => file.FullName)
        .Concat(folder.EnumerateDirectories().Where(static below => !NotOurs.Contains(below.Name)).SelectMany(Find));

    [GeneratedRegex("^<!-- file: (\\S+) -->$")]
    private static partial Regex FileMark();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("`[^`]*`")]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchors();
}
