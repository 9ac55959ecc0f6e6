using System.IO.Compression;
using System.Text;
using Snapshotter.Api.Rest.Caching;

namespace Snapshotter.Tests.Api.Rest;

public sealed class DataTests
{
    private const string Path = $"/data/7/{Samples.Project}/";

    [Fact]
    public async Task A_snapshot_is_the_stored_bytes_under_its_cid_and_may_be_kept_for_good()
    {
        await using var node = await RestNode.StartAsync();
        var cid = await node.FinalizeAsync(7, "{ \"a\" : 1.50 }");
        var first = await node.Http.GetAsync(Path);
        var second = await node.Http.GetAsync(Path);
        foreach (var answer in new[] { first, second })
        {
            answer.Status.Should().Be(200);
            answer.Text.Should().Be("{ \"a\" : 1.50 }");
            answer.Header("ETag").Should().Be($"\"{cid}\"");
            answer.Header("Cache-Control").Should().Be("public, max-age=31536000, immutable");
            answer.Header("Content-Length").Should().Be("14");
            answer.Header("Vary").Should().BeNull();
            answer.Header("Server").Should().BeNull();
        }
    }

    [Theory]
    [InlineData("\"{0}\"")]
    [InlineData("W/\"{0}\"")]
    [InlineData("\"other\", \"{0}\"")]
    [InlineData("*")]
    public async Task A_caller_who_has_the_snapshot_is_told_so(string noneMatch)
    {
        await using var node = await RestNode.StartAsync();
        var cid = await node.FinalizeAsync(7, Samples.Text(5_000));
        for (var i = 0; i < 2; i++)
        {
            var answer = await node.Http.GetAsync(Path, ("If-None-Match", noneMatch.Replace("{0}", cid.ToString(), StringComparison.Ordinal)));
            answer.Status.Should().Be(304);
            answer.Bytes.Should().BeEmpty();
            answer.Header("ETag").Should().Be($"\"{cid}\"");
            answer.Header("Cache-Control").Should().Contain("immutable");
            answer.Header("Content-Type").Should().BeNull();
        }
    }

    [Theory]
    [InlineData("\"other\"")]
    [InlineData("")]
    public async Task A_caller_who_has_something_else_gets_the_snapshot(string noneMatch)
    {
        await using var node = await RestNode.StartAsync();
        await node.FinalizeAsync(7, "{\"a\":1}");
        (await node.Http.GetAsync(Path, ("If-None-Match", noneMatch))).Status.Should().Be(200);
    }

    [Theory]
    [InlineData("br", "br")]
    [InlineData("gzip, deflate, br", "br")]
    [InlineData("gzip, br;q=0.5", "gzip")]
    [InlineData("GZIP", "gzip")]
    [InlineData("br;q=0, gzip;q=0.1", "gzip")]
    [InlineData("deflate", null)]
    [InlineData("identity", null)]
    [InlineData("br;q=0", null)]
    [InlineData(";;,,q=", null)]
    public async Task A_long_snapshot_is_compressed_for_those_who_accept_it(string accepted, string? coding)
    {
        await using var node = await RestNode.StartAsync();
        var text = Samples.Text(5_000);
        await node.FinalizeAsync(7, text);
        var before = (await node.Http.GetAsync(Path)).Bytes.Length;
        for (var i = 0; i < 2; i++)
        {
            var answer = await node.Http.GetAsync(Path, ("Accept-Encoding", accepted));
            answer.Header("Content-Encoding").Should().Be(coding);
            answer.Header("Vary").Should().Be("Accept-Encoding");
            Encoding.UTF8.GetString(Unpacked(answer.Bytes, coding)).Should().Be(text);
            if (coding is not null) answer.Bytes.Length.Should().BeLessThan(before / 2);
        }
    }

    [Fact]
    public async Task A_short_snapshot_is_never_compressed()
    {
        await using var node = await RestNode.StartAsync();
        await node.FinalizeAsync(7, Samples.Text(500));
        var answer = await node.Http.GetAsync(Path, ("Accept-Encoding", "gzip, br"));
        answer.Header("Content-Encoding").Should().BeNull();
        answer.Header("Vary").Should().BeNull();
    }

    [Fact]
    public async Task Origin_and_encoding_both_stand_in_vary()
    {
        await using var node = await RestNode.StartAsync();
        await node.FinalizeAsync(7, Samples.Text(5_000));
        var answer = await node.Http.GetAsync(Path, ("Accept-Encoding", "br"), ("Origin", "https://app.example"), ("Cookie", "a=b"));
        answer.Header("Vary").Should().Be("Origin, Accept-Encoding");
        answer.Header("Access-Control-Allow-Origin").Should().Be("https://app.example");
    }

    [Fact]
    public async Task A_compressed_form_counts_towards_the_room_of_the_cache()
    {
        await using var node = await RestNode.StartAsync();
        await node.FinalizeAsync(7, Samples.Text(5_000));
        await node.Http.GetAsync(Path);
        var cache = node.Service<AnswerCache>();
        var before = cache.Bytes;
        var coded = await node.Http.GetAsync(Path, ("Accept-Encoding", "br"));
        await node.Http.GetAsync(Path, ("Accept-Encoding", "br"));
        cache.Bytes.Should().Be(before + coded.Bytes.Length);
    }

    [Fact]
    public async Task Spellings_of_one_snapshot_share_one_place_in_the_cache()
    {
        await using var node = await RestNode.StartAsync();
        await node.FinalizeAsync(7, "{\"a\":1}");
        foreach (var target in new[] { Path, Path + "?x=1", Path.Replace("/7/", "/007/"), Path.Replace(":", "%3A"), Path.Replace(":", "%3a"), "/d%61ta" + Path[5..] })
        {
            (await node.Http.GetAsync(target)).Text.Should().Be("{\"a\":1}", target);
        }

        node.Service<AnswerCache>().Count.Should().Be(1);
    }

    [Fact]
    public async Task A_path_that_looks_like_the_key_of_another_project_is_not_answered_with_it()
    {
        await using var node = await RestNode.StartAsync();
        await node.FinalizeAsync(7, "{\"a\":1}", "x%41");
        await node.FinalizeAsync(7, "{\"a\":2}", "xA");
        (await node.Http.GetAsync("/data/7/x%2541/")).Text.Should().Be("{\"a\":1}");
        (await node.Http.GetAsync("/data/7/x%41/")).Text.Should().Be("{\"a\":2}");
        (await node.Http.GetAsync("/data/7/x%2541/")).Text.Should().Be("{\"a\":1}");
    }

    [Fact]
    public async Task Nothing_but_snapshots_enters_the_cache()
    {
        await using var node = await RestNode.StartAsync();
        await node.FinalizeAsync(1, "{}");
        await node.FinalizeAsync(2, "not json");
        for (var i = 0; i < 200; i++)
        {
            (await node.Http.GetAsync($"/data/{i}/unknown-{i}/")).Status.Should().Be(404);
            (await node.Http.GetAsync($"/data/{1_000_000 + i}/{Samples.Project}/")).Status.Should().Be(404);
        }

        (await node.Http.GetAsync($"/data/1/{Samples.Project}/")).Status.Should().Be(404);
        (await node.Http.GetAsync($"/data/2/{Samples.Project}/")).Status.Should().Be(500);
        node.Service<AnswerCache>().Count.Should().Be(0);
    }

    [Fact]
    public async Task An_epoch_that_becomes_final_is_answered_at_once()
    {
        await using var node = await RestNode.StartAsync();
        (await node.Http.GetAsync(Path)).Status.Should().Be(404);
        await node.FinalizeAsync(7, "{\"a\":1}");
        (await node.Http.GetAsync(Path)).Status.Should().Be(200);
    }

    [Fact]
    public async Task Many_callers_at_once_get_the_same_snapshot()
    {
        await using var node = await RestNode.StartAsync();
        var texts = Enumerable.Range(0, 8).Select(i => Samples.Text(3_000 + i)).ToList();
        for (var i = 0; i < texts.Count; i++) await node.FinalizeAsync(i, texts[i]);
        var asked = Enumerable.Range(0, 160).Select(async i =>
        {
            var coding = (i % 3) switch { 0 => "br", 1 => "gzip", _ => null };
            var answer = await (coding is null
                ? node.Http.GetAsync($"/data/{i % 8}/{Samples.Project}/")
                : node.Http.GetAsync($"/data/{i % 8}/{Samples.Project}/", ("Accept-Encoding", coding)));
            Encoding.UTF8.GetString(Unpacked(answer.Bytes, coding)).Should().Be(texts[i % 8]);
        });
        await Task.WhenAll(asked);
        node.Service<AnswerCache>().Count.Should().Be(8);
    }

    private static byte[] Unpacked(byte[] bytes, string? coding)
    {
        if (coding is null) return bytes;
        using Stream unpacking = coding == "br"
            ? new BrotliStream(new MemoryStream(bytes), CompressionMode.Decompress)
            : new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        var unpacked = new MemoryStream();
        unpacking.CopyTo(unpacked);
        return unpacked.ToArray();
    }
}
