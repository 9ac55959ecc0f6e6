using System.Text.RegularExpressions;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Docs.Generated;

/// <summary>A setting as appsettings.json has it.</summary>
/// <param name="Section">Its section.</param>
/// <param name="Name">Its key in the section.</param>
/// <param name="Default">The value, as written.</param>
/// <param name="Meaning">The comment above.</param>
internal sealed record WrittenSetting(string Section, string Name, string Default, string Meaning);

/// <summary>appsettings.json with its comments: the one place where settings are told in words.</summary>
internal sealed partial class SettingsFile
{
    private SettingsFile()
    {
        var (section, comment) = ("", "");
        foreach (var line in File.ReadLines(Path).Select(static line => line.Trim()))
        {
            if (line.StartsWith("//", StringComparison.Ordinal))
            {
                comment = $"{comment} {line[2..].Trim()}".Trim();
                continue;
            }

            if (Opening().Match(line) is { Success: true } opening) Sections.Add(section = opening.Groups[1].Value, comment);
            else if (Entry().Match(line) is { Success: true } entry) Settings.Add(new WrittenSetting(section, entry.Groups[1].Value, entry.Groups[2].Value, comment));
            comment = "";
        }
    }

    public static string Path { get; } = Repository.PathOf("appsettings.json");

    /// <summary>The sections in their order, with the comment above each.</summary>
    public Dictionary<string, string> Sections { get; } = new(StringComparer.Ordinal);

    /// <summary>The settings in their order.</summary>
    public List<WrittenSetting> Settings { get; } = [];

    public static SettingsFile Read() => new();

    [GeneratedRegex("^\"(\\w+)\": \\{$")]
    private static partial Regex Opening();

    [GeneratedRegex("^\"(\\w+)\": (.+?),?$")]
    private static partial Regex Entry();
}
