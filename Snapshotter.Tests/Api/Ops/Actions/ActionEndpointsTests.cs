using Microsoft.Extensions.DependencyInjection;
using Snapshotter.Core.Jobs.Ledger;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Sqlite;
using Snapshotter.Tests.Support.Ops;

namespace Snapshotter.Tests.Api.Ops.Actions;

/// <summary>The door that every action passes.</summary>
public sealed class ActionEndpointsTests
{
    private const string Token = "__RequestVerificationToken";

    [Fact]
    public async Task A_form_that_is_not_of_these_pages_does_nothing()
    {
        await using var node = await OpsNode.StartAsync(Refusing, ("Jobs:MaxAttempts", "1"));
        using var client = node.Client();
        var dead = (await node.Jobs.JobsAsync(JobState.Dead, null, 1, default)).Jobs.Single();
        using (var forged = await client.PostAsync("/ops/act/jobs/delete", ("job", $"{dead.Seen}"), ("to", "/ops/jobs")))
        {
            forged.Headers.Location!.OriginalString.Should().Be("/ops?note=Stale");
        }

        (await node.Jobs.JobAsync(dead.Id, default)).Should().Be(dead);
        var token = Forms.TokenIn(await client.PageAsync($"/ops/jobs/{dead.Id}"));
        (await BackAsync(client, "/ops/act/jobs/delete", (Token, token), ("job", "no job"), ("to", "/ops/jobs?state=Dead&note=Done"))).Should().Be("/ops/jobs?state=Dead&note=Nothing");
        (await BackAsync(client, "/ops/act/jobs/delete", (Token, token), ("job", $"{dead.Seen with { Attempt = 9 }}"), ("to", "/ops/jobs"))).Should().Be("/ops/jobs?note=Changed");
        (await BackAsync(client, "/ops/act/jobs/delete", (Token, token), ("job", $"{dead.Seen}"), ("to", "//elsewhere.example"))).Should().Be("/ops?note=Done&n=1");
        (await node.Jobs.JobAsync(dead.Id, default)).Should().BeNull();
    }

    [Fact]
    public async Task Read_only_pages_have_no_buttons_and_refuse_every_action()
    {
        await using var node = await OpsNode.StartAsync(Refusing, ("Jobs:MaxAttempts", "1"), ("Ops:ReadOnly", "true"));
        using var client = node.Client();
        var dead = (await node.Jobs.JobsAsync(JobState.Dead, null, 1, default)).Jobs.Single();
        foreach (var page in (string[])["/ops/jobs?state=Dead", $"/ops/jobs/{dead.Id}", "/ops/epochs/3", "/ops/projects", "/ops/recurring"])
        {
            (await client.PageAsync(page)).Should().NotContain("method=\"post\"", page).And.Contain("Read-only");
        }

        var token = Forge();
        (await BackAsync(client, "/ops/act/jobs/delete", (Token, token), ("job", $"{dead.Seen}"), ("to", "/ops/jobs"))).Should().Be("/ops/jobs?note=ReadOnly");
        (await BackAsync(client, "/ops/act/project", (Token, token), ("project", "p"), ("action", "pause"), ("to", "/ops/projects"))).Should().Be("/ops/projects?note=ReadOnly");
        (await node.Jobs.JobAsync(dead.Id, default)).Should().Be(dead);

        // A form of before they were set so.
        string Forge()
        {
            var antiforgery = node.Services.GetRequiredService<Microsoft.AspNetCore.Antiforgery.IAntiforgery>();
            var context = new Microsoft.AspNetCore.Http.DefaultHttpContext { RequestServices = node.Services };
            var tokens = antiforgery.GetTokens(context);
            client.DefaultRequestHeaders.Add("Cookie", $"snapshotter-ops-form={tokens.CookieToken}");
            return tokens.RequestToken!;
        }
    }

    private static void Refusing(IServiceCollection services) =>
        services.AddSingleton<IContentStore>(static provider => new RefusingContent(provider.GetRequiredService<SqliteContentStore>(), 3));

    private static async Task<string> BackAsync(HttpClient client, string path, params (string Name, string Value)[] fields)
    {
        using var answer = await client.PostAsync(path, fields);
        return answer.Headers.Location!.OriginalString;
    }
}
