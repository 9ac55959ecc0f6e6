using System.Text.Json.Nodes;
using Snapshotter.Api.Rest.Routing;
using Snapshotter.Tests.Api.Rest;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Api.OpenApi;

public sealed class OpenApiDocumentTests
{
    private static readonly string Committed = Repository.PathOf("docs", "openapi.json");

    [Fact]
    public async Task The_committed_document_is_the_one_the_node_serves()
    {
        await using var node = await RestNode.StartAsync();
        var served = (await node.Http.GetAsync("/openapi.json")).Text;
        if (Environment.GetEnvironmentVariable("SNAPSHOTTER_WRITE_OPENAPI") == "1") await File.WriteAllTextAsync(Committed, served);
        served.Should().Be(await File.ReadAllTextAsync(Committed), "docs/openapi.json shows every change of the API; write it anew by running this test with SNAPSHOTTER_WRITE_OPENAPI=1");
    }

    [Fact]
    public async Task Every_operation_of_the_api_is_described()
    {
        await using var node = await RestNode.StartAsync();
        var document = JsonNode.Parse((await node.Http.GetAsync("/openapi.json")).Text)!;
        var described = document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation => $"{operation.Key.ToUpperInvariant()} {path.Key}"));
        var routed = node.Service<RouteTable>().Routes.Where(route => route.Description is not null).Select(route => $"{route.Methods[0]} {route.Template.Text}");
        described.Should().BeEquivalentTo(routed).And.HaveCount(15);
    }

    [Theory]
    [InlineData("/docs")]
    [InlineData("/redoc")]
    public async Task The_page_loads_nothing_from_elsewhere_and_everything_it_loads_is_there(string path)
    {
        await using var node = await RestNode.StartAsync();
        var page = await node.Http.GetAsync(path);
        page.Header("Content-Type").Should().Be("text/html; charset=utf-8");
        page.Text.Should().NotContain("http");
        foreach (var (asset, type) in new[] { ("/docs/swagger-ui.css", "text/css"), ("/docs/swagger-ui-bundle.js", "text/javascript"), ("/docs/favicon-32x32.png", "image/png") })
        {
            page.Text.Should().Contain($"\"{asset}\"");
            var plain = await node.Http.GetAsync(asset);
            var packed = await node.Http.GetAsync(asset, ("Accept-Encoding", "gzip"));
            plain.Status.Should().Be(200);
            plain.Header("Content-Type").Should().StartWith(type);
            packed.Header("Content-Encoding").Should().Be("gzip");
            plain.Bytes.Length.Should().BeGreaterThan(500).And.BeGreaterThanOrEqualTo(packed.Bytes.Length - 100);
        }
    }

    [Theory]
    [InlineData("/docs/index.html")]
    [InlineData("/docs/LICENSE")]
    public async Task Other_files_of_the_package_are_not_served(string path)
    {
        await using var node = await RestNode.StartAsync();
        (await node.Http.GetAsync(path)).Text.Should().Be("""{"detail":"Not Found"}""");
    }
}
