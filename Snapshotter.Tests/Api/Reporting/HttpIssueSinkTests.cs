using Snapshotter.Api.Reporting;
using Snapshotter.Core.Reporting;

namespace Snapshotter.Tests.Api.Reporting;

public sealed class HttpIssueSinkTests
{
    private static readonly Issue Missed = new(
        IssueType.MissedSnapshot, "type:pair:NS", 17, DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_250), "The pair \"X\" has no reserves.", 4);

    [Fact]
    public async Task An_issue_is_posted_as_upstream_posts_it()
    {
        await using var server = new ReportServer();
        using var sink = HttpIssueSink.Service(server.Url, "0xAbc");

        await sink.SendAsync(Missed, default);
        await sink.PingAsync(default);

        (await server.Posts.ReadAsync()).Should().Be(("/reportIssue",
            """{"instanceID":"0xAbc","issueType":"MISSED_SNAPSHOT","projectID":"type:pair:NS","epochId":"17","timeOfReporting":"1700000000.25","extra":"{\"issueDetails\":\"Error : The pair \\\"X\\\" has no reserves.\",\"occurrences\":4}"}"""));
        (await server.Posts.ReadAsync()).Should().Be(("/ping", """{"instanceID":"0xAbc"}"""));
    }

    [Fact]
    public async Task A_webhook_gets_issues_at_its_whole_address_and_no_pings()
    {
        await using var server = new ReportServer();
        using var sink = HttpIssueSink.Webhook(server.Url, "0xAbc");

        await sink.PingAsync(default);
        await sink.SendAsync(Missed with { Occurrences = 1 }, default);

        var (path, body) = await server.Posts.ReadAsync();
        path.Should().Be("/secret-path?key=secret");
        body.Should().NotContain("occurrences").And.Contain("MISSED_SNAPSHOT");
    }

    [Theory]
    [InlineData(nameof(ReportServer.Manner.Fail), "it answered 500")]
    [InlineData(nameof(ReportServer.Manner.Redirect), "it answered 307")]
    [InlineData(nameof(ReportServer.Manner.Reset), "the call failed*")]
    [InlineData(nameof(ReportServer.Manner.Babble), "the call failed*")]
    public async Task A_server_that_does_not_take_it_is_told_of_without_its_address(string manner, string message)
    {
        await using var server = new ReportServer { Now = Enum.Parse<ReportServer.Manner>(manner) };
        using var sink = HttpIssueSink.Service(server.Url, "0xAbc");
        var send = async () => await sink.SendAsync(Missed, default);
        (await send.Should().ThrowAsync<IssueNotSentException>()).WithMessage(message).And.ToString().Should().NotContain("secret").And.NotContain("127.0.0.1");
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told_of_without_its_address()
    {
        string url;
        await using (var server = new ReportServer()) url = server.Url;
        using var sink = HttpIssueSink.Service(url, "0xAbc");
        var send = async () => await sink.SendAsync(Missed, default);
        (await send.Should().ThrowAsync<IssueNotSentException>()).And.ToString().Should().NotContain("127.0.0.1");
    }

    [Fact]
    public async Task An_answer_without_end_counts_by_its_status_and_is_not_read()
    {
        await using var server = new ReportServer { Now = ReportServer.Manner.AnswerWithoutEnd };
        using var sink = HttpIssueSink.Service(server.Url, "0xAbc");
        await sink.SendAsync(Missed, default);
    }
}
