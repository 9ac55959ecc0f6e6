using System.Text.Json;
using System.Text.RegularExpressions;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Containers;

/// <summary>One instruction of the Dockerfile.</summary>
/// <param name="Stage">The number of the stage it belongs to, from 0.</param>
/// <param name="Name">Such as <c>COPY</c>.</param>
/// <param name="Arguments">What follows it, on one line.</param>
internal sealed record Instruction(int Stage, string Name, string Arguments)
{
    /// <summary>The words after it without its flags.</summary>
    public string[] Words => [.. Arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(static word => !word.StartsWith("--", StringComparison.Ordinal))];

    /// <summary>The command in exec form.</summary>
    public string[] Command => JsonSerializer.Deserialize<string[]>(Arguments[Arguments.IndexOf('[', StringComparison.Ordinal)..])!;
}

/// <summary>The instructions of the checkout's Dockerfile.</summary>
internal static partial class DockerfileText
{
    public static IReadOnlyList<Instruction> Read()
    {
        var stage = -1;
        return [.. File.ReadAllText(Repository.PathOf("Dockerfile")).Replace("\\\n", " ", StringComparison.Ordinal).Split('\n')
            .Where(static line => line.Length > 0 && line[0] != '#')
            .Select(line =>
            {
                var match = Line().Match(line);
                if (!match.Success) throw new FormatException($"No instruction: {line}");
                if (match.Groups[1].Value == "FROM") stage++;
                return new Instruction(stage, match.Groups[1].Value, match.Groups[2].Value);
            })];
    }

    [GeneratedRegex("^(FROM|WORKDIR|COPY|RUN|ENV|USER|VOLUME|EXPOSE|HEALTHCHECK|ENTRYPOINT|CMD) (.+)$")]
    private static partial Regex Line();
}
