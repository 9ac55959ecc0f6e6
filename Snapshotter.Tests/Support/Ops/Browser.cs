using Microsoft.Playwright;

namespace Snapshotter.Tests.Support.Ops;

/// <summary>The machine's Chromium, driven by Playwright. Whatever a page's script, its loading or its content policy complains of is kept.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly List<string> _complaints = [];

    private Browser(IPlaywright playwright, IBrowser browser)
    {
        _playwright = playwright;
        _browser = browser;
    }

    /// <summary>What went wrong in pages.</summary>
    public IReadOnlyList<string> Complaints
    {
        get
        {
            lock (_complaints) return [.. _complaints];
        }
    }

    public static async Task<Browser> StartAsync()
    {
        var path = Array.Find(Places, File.Exists) ?? throw new InvalidOperationException("There is no Chromium: install it, as test.sh does ('apt-get install chromium').");
        Assertions.SetDefaultExpectTimeout(120_000);
        var playwright = await Playwright.CreateAsync();
        return new Browser(playwright, await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = path,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
            Timeout = 120_000,
        }));
    }

    /// <summary>A window of its own, as a fresh user has it.</summary>
    public async Task<IPage> OpenAsync(Uri url, bool isDark = false, bool hasScript = true)
    {
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = url.AbsoluteUri,
            ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light,
            JavaScriptEnabled = hasScript,
            ViewportSize = new ViewportSize { Width = 1280, Height = 800 },
        });
        context.SetDefaultTimeout(120_000);
        var page = await context.NewPageAsync();
        page.PageError += (_, error) => Complain($"{page.Url}: {error}");
        page.Console += (_, message) =>
        {
            // A page that is not there is asked for on purpose.
            if (message.Type is "error" or "warning" && !message.Text.Contains("404", StringComparison.Ordinal)) Complain($"{page.Url}: {message.Text}");
        };
        page.RequestFailed += (_, request) =>
        {
            // A page that is left lets go of its events.
            if (!request.Url.EndsWith("/ops/live", StringComparison.Ordinal) && request.ResourceType != "fetch") Complain($"{request.Url} failed: {request.Failure}");
        };
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    private void Complain(string complaint)
    {
        lock (_complaints) _complaints.Add(complaint);
    }
}
