using Snapshotter.Api.Rest.Answers;
using Snapshotter.Api.Rest.Routing;

namespace Snapshotter.Tests.Api.Rest.Routing;

public sealed class RouteTableTests
{
    private readonly RouteTable _table = new([new Few()]);

    [Theory]
    [InlineData("GET", "/plain", "Found", "/plain")]
    [InlineData("get", "/plain", "WrongMethod", "/plain")]
    [InlineData("POST", "/plain", "WrongMethod", "/plain")]
    [InlineData("POST", "/plain/", "Moved", "/plain")]
    [InlineData("GET", "/plain///", "Moved", "/plain")]
    [InlineData("GET", "//plain", "Nowhere", "")]
    [InlineData("GET", "/Plain", "Nowhere", "")]
    [InlineData("GET", "/plain\n", "Nowhere", "")]
    [InlineData("GET", "plain", "Nowhere", "")]
    [InlineData("GET", "*", "Nowhere", "")]
    [InlineData("GET", "", "Nowhere", "")]
    [InlineData("GET", "/", "Nowhere", "")]
    [InlineData("GET", "/pair/1/a/", "Found", "/pair/1/a/")]
    [InlineData("GET", "/pair/1/a", "Moved", "/pair/1/a/")]
    [InlineData("GET", "/pair/1/a//", "Nowhere", "")]
    [InlineData("GET", "/pair//a/", "Nowhere", "")]
    [InlineData("GET", "/pair/1//", "Nowhere", "")]
    [InlineData("GET", "/pair/1/a/b/", "Nowhere", "")]
    [InlineData("POST", "/one", "Found", "/one")]
    public void A_path_is_judged_by_segments_method_and_final_slash(string method, string path, string verdict, string at)
    {
        var match = _table.Find(method, path);
        match.Verdict.ToString().Should().Be(verdict);
        if (at.Length > 0) match.Path.Should().Be(at);
    }

    [Fact]
    public void Parameters_are_the_segments_in_order() => _table.Find("GET", "/pair/1/a:b c/").Values.Should().Equal("1", "a:b c");

    [Fact]
    public void A_later_route_for_the_method_wins_over_an_earlier_one_without_it() => _table.Find("POST", "/one").Route!.Allow.Should().Be("POST");

    private sealed class Few : IRouteSource
    {
        public IEnumerable<RestRoute> Routes =>
        [
            RestRoute.Get("/plain", Nothing), RestRoute.Get("/pair/{first}/{second}/", Nothing), RestRoute.Get("/one", Nothing), RestRoute.Post("/one", Nothing),
        ];

        private static ValueTask<IAnswer> Nothing(RestRequest request) => ValueTask.FromResult<IAnswer>(BodyAnswer.NotFound);
    }
}
