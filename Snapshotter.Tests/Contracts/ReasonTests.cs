using System.Text.RegularExpressions;
using Snapshotter.Tests.Docs;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Contracts;

public sealed partial class ReasonTests
{
    [Fact]
    public void Every_reason_for_which_a_contract_reverts_is_explained()
    {
        var source = string.Concat(Directory.GetFiles(Repository.PathOf("contracts", "src"), "*.sol", SearchOption.AllDirectories).Select(File.ReadAllText));
        var reasons = Reason().Matches(source).Select(static match => match.Groups[1].Value).Distinct().ToList();

        var explained = MarkdownFile.Open("docs", "contracts.md").Rows().Where(static row => row.Length == 3 && row[1] is "first" or "second" or "both").Select(static row => row[0].Trim('`'));

        explained.Should().BeEquivalentTo(reasons);
        reasons.Should().HaveCountGreaterThan(30);
        Require().Count(source).Should().Be(Reason().Count(source), "every requirement has a reason");
    }

    [GeneratedRegex("""require\([^;]*?"([^";]+)"\s*\);""")]
    private static partial Regex Reason();

    [GeneratedRegex(@"\brequire\(")]
    private static partial Regex Require();
}
