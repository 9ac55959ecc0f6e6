using System.Text;
using System.Text.Json.Nodes;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Ethereum.JsonRpc;

/// <summary>The recorded requests and answers of the execution-apis test suite.</summary>
internal static class ExecutionApi
{
    /// <summary>The exchanges of one method.</summary>
    public static IReadOnlyList<(string File, JsonNode Request, string Answer)> Exchanges(string method)
    {
        var exchanges = new List<(string, JsonNode, string)>();
        foreach (var path in Directory.GetFiles(Repository.Vector("execution-apis", method)).Order(StringComparer.Ordinal))
        {
            JsonNode? request = null;
            foreach (var line in Encoding.UTF8.GetString(Repository.ReadBytes(path)).Split('\n'))
            {
                if (line.StartsWith(">> ", StringComparison.Ordinal)) request = JsonNode.Parse(line[3..]);
                else if (line.StartsWith("<< ", StringComparison.Ordinal)) exchanges.Add((Path.GetFileName(path), request!, line[3..]));
            }
        }

        return exchanges;
    }
}
