using System.Globalization;

namespace Snapshotter.Tests.Support;

/// <summary>The processes of the machine, from <c>/proc/PID/stat</c>.</summary>
internal static class ProcessTable
{
    public static int[] ChildrenOf(int processId) => [.. All().Where(id => StatusOf(id)?.Parent == processId)];

    /// <summary>Its children, theirs, and so on.</summary>
    public static int[] DescendantsOf(int processId) => [.. ChildrenOf(processId).SelectMany(static child => DescendantsOf(child).Prepend(child))];

    /// <summary>The name, or null when the process is gone.</summary>
    public static string? NameOf(int processId) => StatusOf(processId)?.Name;

    /// <summary>Whether it runs; one that ended and that nobody has asked about does not.</summary>
    public static bool IsAlive(int processId) => StatusOf(processId) is { State: not "Z" };

    private static IEnumerable<int> All() => Directory.GetDirectories("/proc").Select(static path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var id) ? id : 0).Where(static id => id > 0);

    private static (string Name, string State, int Parent)? StatusOf(int processId)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{processId}/stat");
            var (from, to) = (text.IndexOf('('), text.LastIndexOf(')'));
            var rest = text[(to + 2)..].Split(' ');
            return (text[(from + 1)..to], rest[0], int.Parse(rest[1], CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return null;
        }
    }
}
