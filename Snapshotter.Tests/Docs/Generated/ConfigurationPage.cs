using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Snapshotter.Api.Settings;

namespace Snapshotter.Tests.Docs.Generated;

/// <summary>docs/configuration.md: bounds from the options classes, defaults and sentences from appsettings.json.</summary>
internal static class ConfigurationPage
{
    private const string Head =
        $"""
        # Configuration

        {GeneratedPage.Notice}

        Settings are read from `appsettings.json` beside the executable, then from the environment, then from the command line; the later one wins. A variable
        is named `SNAPSHOTTER_Section__Key`, for example `SNAPSHOTTER_Epochs__HeadOffset=6`; items of a list are numbered from 0, as in
        `SNAPSHOTTER_Rpc__Endpoints__0__Url`. Times are written as `hh:mm:ss`. The [page for operators](operators.md#settings) says more.

        """;

    public static string Write(SettingsFile file)
    {
        var lines = new List<string>([.. Head.Split('\n')]);
        foreach (var (section, sentence) in file.Sections)
        {
            lines.AddRange([$"## {section}", "", sentence, "", "| setting | default | may be | meaning |", "|---|---|---|---|"]);
            lines.AddRange(file.Settings.Where(setting => setting.Section == section).Select(Row));
            lines.Add("");
        }

        return string.Join('\n', lines);
    }

    private static string Row(WrittenSetting setting)
    {
        var property = typeof(NodeOptions).GetProperty(setting.Section)!.PropertyType.GetProperty(setting.Name)!;
        var shown = setting.Default switch { "null" => "none", "\"\"" => "empty", var value => $"`{value.Trim('"')}`" };
        return $"| `{setting.Section}:{setting.Name}` | {shown} | {MayBe(property)} | {setting.Meaning.Replace("|", "\\|", StringComparison.Ordinal)} |";
    }

    private static string MayBe(PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (property.GetCustomAttribute<RangeAttribute>() is { } range) return Between(range);
        if (type.IsEnum) return string.Join(", ", Enum.GetNames(type).Select(static name => $"`{name}`"));
        if (type == typeof(bool)) return "`true`, `false`";
        if (type == typeof(string)) return property.GetCustomAttribute<RequiredAttribute>() is null ? "a text" : "a text, not empty";
        if (type == typeof(TimeSpan)) return "a time";
        if (SettingsShape.IsGroup(type)) return MayBeIn(type);
        return type.IsAssignableTo(typeof(IEnumerable)) ? "a list" : "a number";
    }

    /// <summary>A group of alike settings: the names, and what each of them has.</summary>
    private static string MayBeIn(Type group)
    {
        var members = group.GetProperties();
        var settings = members[0].PropertyType.GetProperties().Select(static setting => $"`{setting.Name}` ({MayBe(setting)})");
        return $"{string.Join(", ", members.Select(static member => $"`{member.Name}`"))}, each with {string.Join(" and ", settings)}";
    }

    private static string Between(RangeAttribute range)
    {
        // The largest number of the type is no bound.
        var isOpen = range.Maximum is int.MaxValue or >= (double)long.MaxValue;
        return isOpen ? $"from {Text(range.Minimum)} on" : $"{Text(range.Minimum)} to {Text(range.Maximum)}";
    }

    private static string Text(object bound) => $"`{Convert.ToString(bound, CultureInfo.InvariantCulture)}`";
}
