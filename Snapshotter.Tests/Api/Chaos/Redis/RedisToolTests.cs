using Snapshotter.Api.Chaos.Redis;
using Snapshotter.Api.CommandLine;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Api.Chaos.Redis;

public sealed class RedisToolTests
{
    [Fact]
    public void A_server_in_one_of_the_folders_is_found()
    {
        using var folder = new TemporaryFolder();
        var server = folder.PathOf("redis-server");
        File.WriteAllText(server, "");
        RedisTool.Find($"/nowhere{Path.PathSeparator}{folder.Root}").Should().Be(server);
    }

    [Fact]
    public void Where_there_is_none_the_user_is_told_what_to_do() =>
        FluentActions.Invoking(static () => RedisTool.Find("/nowhere")).Should().Throw<UserException>().WithMessage("*redis-server*install it*--hosts*");
}
