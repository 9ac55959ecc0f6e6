using Microsoft.Playwright;
using Snapshotter.Core.Jobs.Ledger;
using Snapshotter.Tests.Support;
using Snapshotter.Tests.Support.Ops;

namespace Snapshotter.Tests.Api.Ops.Browser;

/// <summary>The operator pages in a real browser, over a real node on the bundled sample in which one epoch failed.</summary>
public sealed class PagesTests
{
    private const long Failing = OpsWorld.Failing;
    private const string Project = "pairContract_trade_volume:0xb4e16d0168e52d35cacd2c6185b44281ec28c9dc:UNISWAPV2";

    [Fact]
    public async Task Every_page_opens_without_a_complaint_of_the_browser_in_light_and_dark_and_is_pictured()
    {
        await using var world = await OpsWorld.StartAsync();
        using var folder = new TemporaryFolder();
        var pictures = Environment.GetEnvironmentVariable("SNAPSHOTTER_WRITE_IMAGES") is { Length: > 0 } given ? given : folder.Root;
        var dead = (await world.Node.Jobs.JobsAsync(JobState.Dead, null, 1, default)).Jobs.Single();
        var failing = await world.Browser.OpenAsync(world.Node.Url);
        foreach (var (name, path, heading) in new[]
        {
            ("overview", "/ops", "The recording is used up with epoch 11; the node keeps serving."), ("epochs", "/ops/epochs", "Epochs"), ("epoch", $"/ops/epochs/{Failing}", "Epoch 5"),
            ("jobs", "/ops/jobs", "Jobs"), ("jobs-succeeded", "/ops/jobs?state=Succeeded", "Jobs"), ("job", $"/ops/jobs/{dead.Id}", $"Job {dead.Id}"), ("recurring", "/ops/recurring", "Recurring work"),
            ("workers", "/ops/workers", "Workers"), ("projects", "/ops/projects", "Projects"), ("project", $"/ops/projects/of?id={Project}", "pairContract_trade_volume"),
            ("endpoints", "/ops/endpoints", "Endpoints"), ("nowhere", "/ops/nowhere", "There is no such page"),
        })
        {
            foreach (var isDark in (bool[])[false, true])
            {
                await failing.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light });
                await failing.GotoAsync(path);
                (await failing.Locator("h1").InnerTextAsync()).Should().StartWith(heading, path);
                await Assertions.Expect(failing.Locator("#live-light")).ToHaveTextAsync("Live");
                var file = Path.Combine(pictures, isDark ? $"ops-{name}-dark.png" : $"ops-{name}.png");
                await failing.ScreenshotAsync(new PageScreenshotOptions { Path = file });
                new FileInfo(file).Length.Should().BeGreaterThan(5_000);
            }

            (await failing.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).Should().BeTrue($"{path} fits its window");
        }

        world.Browser.Complaints.Should().BeEmpty();
    }

    [Fact]
    public async Task An_epoch_that_failed_is_retried_by_a_click_and_the_page_shows_its_end_by_itself()
    {
        await using var world = await OpsWorld.StartAsync();
        var page = await world.Browser.OpenAsync(world.Node.Url);
        await page.GotoAsync("/ops/epochs?show=Failing");
        await page.Locator("td a").First.ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("ended with failures");
        await Assertions.Expect(page.Locator("td.error").Filter(new LocatorFilterOptions { HasText = "The disk is full" }).First).ToBeVisibleAsync();

        world.Contents.Mend();
        var (tag, retry) = (page.Locator("h1 .tag"), page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Retry SNAPSHOT_BUILD" }));

        await retry.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Done.");
        await Assertions.Expect(tag).ToHaveTextAsync("ended");

        (await world.Node.State.FinalizedCidAsync(Failing, Project, default)).Should().NotBeNull();
        (await world.Node.State.BuiltAsync(Failing, default)).Should().HaveCount((await world.Node.State.BuiltAsync(Failing + 1, default)).Count);
        world.Browser.Complaints.Should().BeEmpty();
    }

    [Fact]
    public async Task What_has_changed_since_the_page_was_loaded_is_left_alone()
    {
        await using var world = await OpsWorld.StartAsync();
        var stale = await world.Browser.OpenAsync(world.Node.Url, hasScript: false);
        await stale.GotoAsync($"/ops/epochs/{Failing}");
        var other = await world.Browser.OpenAsync(world.Node.Url, hasScript: false);
        await other.GotoAsync($"/ops/epochs/{Failing}");

        world.Contents.Mend();
        await other.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Retry SNAPSHOT_BUILD" }).ClickAsync();
        await Assertions.Expect(other.GetByRole(AriaRole.Status)).ToHaveTextAsync("Done.");
        while (await world.Node.State.FinalizedCidAsync(Failing, Project, default) is null) await other.ReloadAsync();
        var before = await world.Node.Jobs.CountsAsync(default);

        await stale.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Retry SNAPSHOT_BUILD" }).ClickAsync();
        await Assertions.Expect(stale.GetByRole(AriaRole.Status)).ToContainTextAsync("this has changed since you looked at it");
        (await world.Node.Jobs.CountsAsync(default)).Should().Be(before, "nothing was queued");
    }

    [Fact]
    public async Task Dead_jobs_are_chosen_and_requeued_together_and_the_job_page_tells_why_they_died()
    {
        await using var world = await OpsWorld.StartAsync();
        var dead = (await world.Node.Jobs.JobsAsync(JobState.Dead, null, 50, default)).Jobs;
        var page = await world.Browser.OpenAsync(world.Node.Url);
        await page.GotoAsync($"/ops/jobs/{dead[0].Id}");
        await Assertions.Expect(page.Locator("table .tag.bad").First).ToHaveTextAsync("attempt 1 failed");
        await page.Locator("summary").First.ClickAsync();
        await Assertions.Expect(page.Locator("pre").First).ToContainTextAsync("Snapshotter.Core.");
        (await page.Locator("pre").First.InnerTextAsync()).Should().NotContain(".cs:line");

        world.Contents.Mend();
        await page.GotoAsync("/ops/jobs?state=Dead");
        await page.GetByLabel("Choose all").CheckAsync();
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Requeue the chosen" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Done");
        (await world.Node.Jobs.CountsAsync(default)).Dead.Should().Be(0);
        world.Browser.Complaints.Should().BeEmpty();
    }

    [Fact]
    public async Task A_project_is_paused_and_resumed_and_recurring_work_triggered_without_a_script()
    {
        await using var world = await OpsWorld.StartAsync();
        var page = await world.Browser.OpenAsync(world.Node.Url, hasScript: false);
        await page.GotoAsync($"/ops/projects/of?id={Project}");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Pause" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1 .tag")).ToHaveTextAsync("paused");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Resume" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1 .tag")).ToHaveTextAsync("active");

        await page.GotoAsync("/ops/recurring");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Trigger now" }).First.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Done.");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Pause" }).Last.ClickAsync();
        await Assertions.Expect(page.Locator(".tag.warn")).ToHaveTextAsync("paused");
        await Assertions.Expect(page.Locator("td", new PageLocatorOptions { Has = page.Locator(".tag.warn") })).ToContainTextAsync("since");
    }
}
