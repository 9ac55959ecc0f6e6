namespace Snapshotter.Tests.Docs;

/// <summary>Links between pages, and from pages to files, lead somewhere.</summary>
public sealed class LinkTests
{
    [Fact]
    public void Every_relative_link_leads_to_a_file_and_a_heading()
    {
        var pages = MarkdownFile.All().ToList();
        var links = pages.SelectMany(static page => page.Links().Select(link => (Page: page, Link: link)))
            .Where(static link => !Uri.TryCreate(link.Link, UriKind.Absolute, out _)).ToList();

        var broken = links.Where(static link => !Leads(link.Page, link.Link)).Select(static link => $"{link.Page.Name}: {link.Link}");

        broken.Should().BeEmpty();
        pages.Select(static page => page.Name).Should().Contain(["README.md", "CONTRIBUTING.md", "CHANGELOG.md"]);
        links.Should().HaveCountGreaterThan(40);
    }

    [Fact]
    public void Every_decision_is_listed()
    {
        var listed = MarkdownFile.Open("docs", "decisions", "README.md").Links();
        var pages = MarkdownFile.All().Where(static page => Path.GetFileName(Path.GetDirectoryName(page.Path)) == "decisions").Select(static page => Path.GetFileName(page.Path));

        pages.Should().BeEquivalentTo(listed.Append("README.md"));
    }

    private static bool Leads(MarkdownFile page, string link)
    {
        var parts = link.Split('#', 2);
        var target = parts[0].Length == 0 ? page.Path : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page.Path)!, Uri.UnescapeDataString(parts[0])));
        if (!File.Exists(target) && !Directory.Exists(target)) return false;
        return parts.Length == 1 || MarkdownFile.Open(target).Anchors().Contains(parts[1]);
    }
}
