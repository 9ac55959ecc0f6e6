namespace Snapshotter.Tests.Docs;

/// <summary>The examples of the pages, run by a shell against the real executable, print what the pages say.</summary>
public sealed class ExampleTests(SampleNode node) : IClassFixture<SampleNode>
{
    public static TheoryData<string> Places => new(MarkdownFile.All().SelectMany(static page => page.Examples()).Select(static example => example.Place));

    [Fact]
    public void The_pages_have_examples() => Places.Should().HaveCountGreaterThanOrEqualTo(5);

    [Theory]
    [MemberData(nameof(Places))]
    public async Task An_example_prints_what_the_page_says(string place)
    {
        var example = MarkdownFile.All().SelectMany(static page => page.Examples()).Single(example => example.Place == place);

        var printed = await node.ShellAsync(example.Commands.Replace("localhost:8002", node.Address, StringComparison.Ordinal));

        printed.TrimEnd('\n').Should().Be(example.Printed.Replace("$PWD", node.Folder, StringComparison.Ordinal));
    }
}
