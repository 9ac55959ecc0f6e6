using Snapshotter.Api.Ops.Words;

namespace Snapshotter.Tests.Docs;

/// <summary>The operator pages and the operators' page give the same advice.</summary>
public sealed class AdviceTests
{
    [Fact]
    public void What_to_do_about_a_stage_is_said_in_the_same_words()
    {
        var documented = new Dictionary<(string, string), string>();
        var stage = "";
        foreach (var row in MarkdownFile.Open("docs", "operators.md").Rows().Where(static row => row.Length == 4 && row[2] is "yes" or "no"))
        {
            if (row[0].Length > 0) stage = row[0].Trim('`');
            foreach (var code in row[1].Split(", ").Select(static code => code.Trim('`')))
            {
                if (row[3].Length > 0 && row[3] != "only with an anchor chain") documented.Add((stage, code), row[3]);
            }
        }

        Advice.All.Should().Equal(documented);
        documented.Should().HaveCountGreaterThan(5);
    }
}
