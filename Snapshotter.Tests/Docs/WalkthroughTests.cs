namespace Snapshotter.Tests.Docs;

/// <summary>A page that leads a reader from step to step is followed word by word, in a copy of the checkout with nothing but the .NET SDK.</summary>
public sealed class WalkthroughTests
{
    private const int SampleEpochs = 11;

    public static TheoryData<string> Pages => new(MarkdownFile.All().Where(static page => page.IsWalkthrough).Select(static page => page.Name));

    [Fact]
    public void There_is_a_walkthrough() => Pages.Should().NotBeEmpty();

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_block_of_a_walkthrough_is_a_step_or_what_one_prints(string name)
    {
        var page = MarkdownFile.Open(name);

        page.Blocks.Should().Be(page.Steps().Sum(static step => step is RunnableExample { Printed.Length: > 0 } ? 2 : 1));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_walkthrough_leads_where_the_page_says(string name)
    {
        using var checkout = new CopiedCheckout();
        var shell = new DocsShell(checkout.Root);
        try
        {
            foreach (var step in MarkdownFile.Open(name).Steps()) await FollowAsync(step, checkout.Root, shell);
        }
        finally
        {
            await shell.StopAsync();
        }
    }

    private static async Task FollowAsync(PageStep step, string checkout, DocsShell shell)
    {
        switch (step)
        {
            case WrittenFile file:
                var path = Path.Combine(checkout, file.Path);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                await File.WriteAllTextAsync(path, file.Text + "\n");
                break;
            case StartedNode node:
                await shell.StartNodeAsync(node.Command, SampleEpochs);
                break;
            case RunnableExample example:
                var printed = await shell.RunAsync(example.Commands.Replace("localhost:8002", shell.Address, StringComparison.Ordinal));
                printed.TrimEnd('\n').Should().Be(example.Printed.Replace("$PWD", checkout, StringComparison.Ordinal), $"the page says so at {example.Place}");
                break;
            default:
                throw new InvalidOperationException($"{step.Place}: a step of no known kind.");
        }
    }
}
