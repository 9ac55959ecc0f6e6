using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Redis;
using Snapshotter.Tests.Support;
using Snapshotter.Tests.Support.Redis;

namespace Snapshotter.Tests.Core.Storage.Redis;

public sealed class RedisParcelTests(SharedRedis redis) : IClassFixture<SharedRedis>
{
    [Theory]
    [InlineData("local answers = {} for i = 2, tonumber(ARGV[1]) do answers[i - 1] = i end return answers")]
    [InlineData("local answers = {} for i = 0, tonumber(ARGV[1]) do answers[i + 1] = i end return answers")]
    public async Task Where_a_script_answers_another_number_of_calls_than_were_made_all_fail_and_nobody_waits(string text)
    {
        await using var link = RedisLink.Open(redis.Server.NextDatabase(), password: null, TimeProvider.System);
        var outages = 0;
        link.Answered += outage => outages += outage is null ? 0 : 1;
        var group = new RedisGroup(RedisScript.OfText("miscounts", text));
        var calls = Enumerable.Range(0, 3).Select(_ => link.RunAsync(group, new RedisArguments(), default).AsTask()).ToArray();
        foreach (var call in calls)
        {
            (await FluentActions.Awaiting(() => call.WaitAsync(Patience.Long)).Should().ThrowAsync<StorageException>()).WithMessage("The script miscounts.lua answered *");
        }

        outages.Should().Be(0, "Redis was there");
    }
}
