using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Snapshotter.Core.Aggregation;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Core.Aggregation;

public sealed class PythonIntSetTests
{
    [Fact]
    public void Every_difference_is_iterated_in_the_order_of_CPython()
    {
        var cases = Repository.ReadJson(Repository.Vector("python-sets", "difference.json.gz")).AsArray();

        foreach (var entry in cases)
        {
            var known = entry![2]!.AsArray().Select(static id => (long)id!).ToHashSet();
            var order = PythonIntSet.Difference((long)entry[0]!, (long)entry[1]!, known);
            if (Expected(order, entry[3]!)) continue;
            order.Should().Equal(entry[3] is JsonArray list ? list.Select(static id => (long)id!) : [], $"it is the case {entry.ToJsonString()}");
        }

        cases.Should().HaveCount(7457);
    }

    [Fact]
    public void Ids_past_the_end_of_the_table_come_first() =>
        PythonIntSet.Difference(60, 68, new HashSet<long>()).Should().Equal(64, 65, 66, 67, 68, 60, 61, 62, 63);

    private static bool Expected(IReadOnlyList<long> order, JsonNode expected) => expected is JsonArray list
        ? order.SequenceEqual(list.Select(static id => (long)id!))
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Join(',', order)))) == (string)expected!;
}
