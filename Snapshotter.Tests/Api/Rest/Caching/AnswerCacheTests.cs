using Microsoft.Extensions.Options;
using Snapshotter.Api.Rest;
using Snapshotter.Api.Rest.Answers;
using Snapshotter.Api.Rest.Caching;

namespace Snapshotter.Tests.Api.Rest.Caching;

public sealed class AnswerCacheTests
{
    private const long Limit = 100_000;

    private readonly AnswerCache _cache = new(Options.Create(new RestOptions { CacheBytes = Limit }));

    [Fact]
    public void Its_bytes_never_pass_the_limit()
    {
        for (var i = 0; i < 1_000; i++)
        {
            _cache.Add($"/{i}", Answer(1_000 + i));
            _cache.Bytes.Should().BeLessThanOrEqualTo(Limit);
        }

        _cache.Count.Should().BeInRange(20, 80);
        _cache.TryGet("/999", out _).Should().BeTrue();
        _cache.TryGet("/0", out _).Should().BeFalse();
    }

    [Fact]
    public void What_is_read_outlives_what_is_not()
    {
        _cache.Add("/hot", Answer(1_000));
        for (var i = 0; i < 1_000; i++)
        {
            _cache.Add($"/{i}", Answer(1_000));
            _cache.TryGet("/hot", out _).Should().BeTrue();
        }
    }

    [Fact]
    public void An_answer_too_large_to_be_worth_it_stays_out()
    {
        _cache.Add("/large", Answer((int)Limit / 8));
        _cache.Count.Should().Be(0);
        _cache.Bytes.Should().Be(0);
    }

    [Fact]
    public void Adding_twice_counts_once()
    {
        _cache.Add("/a", Answer(1_000));
        var bytes = _cache.Bytes;
        _cache.Add("/a", Answer(1_000));
        (_cache.Count, _cache.Bytes).Should().Be((1, bytes));
    }

    [Fact]
    public void What_left_does_not_grow_the_books()
    {
        var first = Answer(1_000);
        _cache.Add("/first", first);
        for (var i = 0; i < 100; i++) _cache.Add($"/{i}", Answer(1_000));
        _cache.TryGet("/first", out _).Should().BeFalse();
        var bytes = _cache.Bytes;
        first.Grown!(5_000);
        _cache.Bytes.Should().Be(bytes);
    }

    [Fact]
    public async Task Many_writers_keep_the_books_straight()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(() =>
        {
            for (var i = 0; i < 2_000; i++)
            {
                _cache.Add($"/{(writer * 7 + i) % 300}", Answer(500 + (i % 700)));
                _cache.TryGet($"/{i % 300}", out _);
            }
        })));
        _cache.Bytes.Should().BeInRange(1, Limit);
        _cache.Count.Should().BeInRange(1, 200);
    }

    private static SnapshotAnswer Answer(int length) => new("cid", new byte[length], int.MaxValue);
}
