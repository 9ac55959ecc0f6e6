using System.ComponentModel;
using System.Reflection;

namespace Snapshotter.Api.Settings;

/// <summary>Compares a section with the class it is bound to: keys that do not exist, and values that are not of their type.</summary>
internal static class SettingsShape
{
    /// <summary>Adds a sentence for every fault.</summary>
    public static void Check(IConfigurationSection section, Type type, List<string> faults)
    {
        var properties = type.GetProperties(BindingFlags.Instance | BindingFlags.Public).ToDictionary(static property => property.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var child in section.GetChildren())
        {
            if (properties.TryGetValue(child.Key, out var property)) CheckValue(child, property.PropertyType, faults);
            else faults.Add($"{child.Path} is not a setting; the settings of {section.Path} are {string.Join(", ", properties.Keys.Order(StringComparer.Ordinal))}.");
        }
    }

    private static void CheckValue(IConfigurationSection setting, Type type, List<string> faults)
    {
        if (ItemOf(type) is { } item)
        {
            foreach (var entry in setting.GetChildren()) Check(entry, item, faults);
            return;
        }

        if (IsGroup(type))
        {
            if (setting.Value is { Length: > 0 } value) faults.Add($"{setting.Path}: '{value}' stands where further keys belong.");
            else Check(setting, type, faults);
            return;
        }

        if (setting.Value is not { } text)
        {
            if (setting.GetChildren().Any()) faults.Add($"{setting.Path} holds further keys where one value belongs.");
            return;
        }

        if (!CanRead(text, type)) faults.Add($"{setting.Path}: '{text}' is not {Describe(Nullable.GetUnderlyingType(type) ?? type)}.");
    }

    /// <summary>Whether settings of this type are options with settings of their own.</summary>
    public static bool IsGroup(Type type) => type.IsClass && type != typeof(string) && ItemOf(type) is null && !type.IsArray;

    /// <summary>The type of a list's items, or null for a single value.</summary>
    private static Type? ItemOf(Type type) => type.IsGenericType && type.IsAssignableTo(typeof(System.Collections.IEnumerable)) ? type.GetGenericArguments()[0] : null;

    private static bool CanRead(string text, Type type)
    {
        // An empty value stands for none.
        if (text.Length == 0) return Nullable.GetUnderlyingType(type) is not null || type == typeof(string);
        try
        {
            TypeDescriptor.GetConverter(type).ConvertFromInvariantString(text);
            return true;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or NotSupportedException or OverflowException)
        {
            return false;
        }
    }

    private static string Describe(Type type)
    {
        if (type == typeof(TimeSpan)) return "a time as hh:mm:ss";
        if (type == typeof(bool)) return "true or false";
        if (type.IsEnum) return $"one of {string.Join(", ", Enum.GetNames(type))}";
        return type == typeof(double) ? "a number" : $"a whole number that fits {(type == typeof(int) ? "32" : "64")} bits";
    }
}
