using Microsoft.AspNetCore.WebUtilities;

namespace Snapshotter.Api.Ops.Actions;

/// <summary>What a form of the pages carried.</summary>
internal sealed class ActionForm(IFormCollection fields)
{
    /// <summary>The page it was on.</summary>
    public string To => OpsPaths.Local(fields["to"]);

    /// <summary>A field's text; empty without one.</summary>
    public string this[string name] => fields[name].ToString().Trim();

    /// <summary>All texts of a field that may come several times.</summary>
    public IReadOnlyList<string> All(string name) => [.. fields[name].OfType<string>()];

    /// <summary>The page it was on, with what came of it.</summary>
    public string Back(Notice notice, long count = 0)
    {
        var path = To.Split('?')[0];
        var query = QueryHelpers.ParseQuery(To.Contains('?', StringComparison.Ordinal) ? To[To.IndexOf('?', StringComparison.Ordinal)..] : "");
        var kept = query.Where(static pair => pair.Key is not ("note" or "n")).ToDictionary(static pair => pair.Key, static pair => (string?)pair.Value.ToString());
        kept["note"] = notice.ToString();
        if (count > 0) kept["n"] = FormattableString.Invariant($"{count}");
        return QueryHelpers.AddQueryString(path, kept);
    }
}
