using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Snapshotter.Api.Settings;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Docs;

/// <summary>The settings exist in three places: options classes, appsettings.json and the operators' table. They agree.</summary>
public sealed partial class SettingsTableTests
{
    private static readonly string AppSettings = Repository.PathOf("appsettings.json");

    [Fact]
    public void The_operators_table_lists_every_setting_with_its_default_and_meaning()
    {
        var documented = MarkdownFile.Open("docs", "operators.md").Rows().Where(static row => row.Length == 3 && SettingName().IsMatch(row[0])).ToList();
        var commented = Commented();
        var meanings = documented.ToDictionary(static row => row[0], static row => row[2], StringComparer.Ordinal);

        // Settings without a default are not in the file; their meaning stands in the table alone.
        var expected = Names().Select(name => commented.TryGetValue(name, out var known)
            ? $"| `{name}` | {known.Default} | {known.Meaning} |"
            : $"| `{name}` | none | {meanings.GetValueOrDefault($"`{name}`", "?")} |").ToList();

        var rows = documented.Select(static row => $"| {string.Join(" | ", row)} |").ToList();
        expected.Except(rows).Should().BeEmpty("docs/operators.md should hold these rows");
        rows.Except(expected).Should().BeEmpty("no setting is described by these rows of docs/operators.md");
        rows.Should().OnlyHaveUniqueItems();
        expected.Should().HaveCountGreaterThan(35).And.NotContain(static row => row.EndsWith("| ? |", StringComparison.Ordinal));
    }

    [Fact]
    public void The_defaults_in_appsettings_are_those_of_the_options()
    {
        var written = SettingsLoader.Read(new ConfigurationBuilder().AddJsonFile(AppSettings, optional: false).Build());
        var built = SettingsLoader.Read(new ConfigurationBuilder().Build());

        written.Should().BeEquivalentTo(built);
    }

    [Fact]
    public void Every_setting_that_has_a_default_stands_in_appsettings_with_a_sentence()
    {
        var defaults = SettingsLoader.Read(new ConfigurationBuilder().Build());
        var expected = Names().Where(name => ValueOf(defaults, name) is not null);

        var commented = Commented();

        commented.Keys.Should().BeEquivalentTo(expected);
        commented.Values.Should().OnlyContain(static entry => entry.Meaning.Length > 0);
    }

    private static IEnumerable<string> Names() => typeof(NodeOptions).GetProperties()
        .SelectMany(static section => section.PropertyType.GetProperties().Select(setting => $"{section.Name}:{setting.Name}"));

    private static object? ValueOf(NodeOptions options, string name)
    {
        var parts = name.Split(':');
        var section = typeof(NodeOptions).GetProperty(parts[0])!.GetValue(options)!;
        return section.GetType().GetProperty(parts[1])!.GetValue(section);
    }

    /// <summary>The keys of appsettings.json with their default, as written, and the comment above.</summary>
    private static Dictionary<string, (string Default, string Meaning)> Commented()
    {
        var found = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        var (section, comment) = ("", "");
        foreach (var line in File.ReadLines(AppSettings).Select(static line => line.Trim()))
        {
            if (line.StartsWith("//", StringComparison.Ordinal)) comment = $"{comment} {line[2..].Trim()}".Trim();
            if (Opening().Match(line) is { Success: true } opening) section = opening.Groups[1].Value;
            else if (Entry().Match(line) is { Success: true } entry) found.Add($"{section}:{entry.Groups[1].Value}", ($"`{entry.Groups[2].Value.Trim('"')}`", comment));
            if (!line.StartsWith("//", StringComparison.Ordinal)) comment = "";
        }

        return found;
    }

    [GeneratedRegex("^`[A-Z][A-Za-z]+:[A-Z][A-Za-z]+`$")]
    private static partial Regex SettingName();

    [GeneratedRegex("^\"(\\w+)\": \\{$")]
    private static partial Regex Opening();

    [GeneratedRegex("^\"(\\w+)\": (.+?),?$")]
    private static partial Regex Entry();
}
