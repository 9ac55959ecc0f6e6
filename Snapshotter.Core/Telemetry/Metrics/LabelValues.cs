using System.Text;

namespace Snapshotter.Core.Telemetry.Metrics;

/// <summary>The label values of enumerations, <c>RateLimited</c> as <c>rate_limited</c>, made once so that recording allocates nothing.</summary>
public static class LabelValues
{
    /// <summary>All values, in the order of the members.</summary>
    public static IReadOnlyList<string> All<T>() where T : struct, Enum => Values<T>.Texts;

    /// <summary>The value of a member.</summary>
    public static string Of<T>(T member) where T : struct, Enum => Values<T>.Texts[Array.IndexOf(Values<T>.Members, member)];

    private static string Snake(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && text.Length > 0) text.Append('_');
            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }

    private static class Values<T> where T : struct, Enum
    {
        public static readonly T[] Members = Enum.GetValues<T>();
        public static readonly string[] Texts = Array.ConvertAll(Members, static member => Snake(member.ToString()));
    }
}
