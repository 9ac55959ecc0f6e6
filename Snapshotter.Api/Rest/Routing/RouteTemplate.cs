namespace Snapshotter.Api.Rest.Routing;

/// <summary>A path with parameters in braces. A parameter stands for one whole, non-empty segment; a slash at the end is part of the path.</summary>
internal sealed class RouteTemplate
{
    private readonly string?[] _literals;

    public RouteTemplate(string text)
    {
        Text = text;
        var segments = text[1..].Split('/');
        _literals = [.. segments.Select(segment => segment.StartsWith('{') ? null : segment)];
        Parameters = [.. segments.Where(segment => segment.StartsWith('{')).Select(segment => segment.Trim('{', '}'))];
    }

    /// <summary>The template as written.</summary>
    public string Text { get; }

    /// <summary>The names of the parameters in order.</summary>
    public IReadOnlyList<string> Parameters { get; }

    /// <summary>The values of the parameters when the decoded path fits.</summary>
    public bool TryMatch(ReadOnlySpan<char> path, out string[] values)
    {
        values = [];
        if (path is not ['/', .. var rest]) return false;
        Span<Range> ranges = stackalloc Range[_literals.Length + 1];
        if (rest.Split(ranges, '/') != _literals.Length) return false;
        for (var i = 0; i < _literals.Length; i++)
        {
            var segment = rest[ranges[i]];
            if (_literals[i] is { } literal ? !segment.SequenceEqual(literal) : segment.IsEmpty) return false;
        }

        if (Parameters.Count > 0) values = Read(rest, ranges);
        return true;
    }

    private string[] Read(ReadOnlySpan<char> rest, ReadOnlySpan<Range> ranges)
    {
        var values = new string[Parameters.Count];
        var next = 0;
        for (var i = 0; i < _literals.Length; i++)
        {
            if (_literals[i] is null) values[next++] = rest[ranges[i]].ToString();
        }

        return values;
    }
}
