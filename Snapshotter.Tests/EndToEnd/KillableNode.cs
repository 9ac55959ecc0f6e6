using System.Text.RegularExpressions;
using Snapshotter.Tests.Api.CommandLine;

namespace Snapshotter.Tests.EndToEnd;

/// <summary>The real node with its admin API, to be killed.</summary>
internal sealed partial class KillableNode : IAsyncDisposable
{
    private const string AdminKey = "the-admin-key-of-tests-0123456789abcdef";

    private readonly Executable _process;

    private KillableNode(Executable process, Uri url, Uri admin)
    {
        _process = process;
        Url = url;
        Admin = new HttpClient { BaseAddress = admin };
        Admin.DefaultRequestHeaders.Add("Authorization", $"Bearer {AdminKey}");
    }

    public Uri Url { get; }

    /// <summary>The admin API, with the key.</summary>
    public HttpClient Admin { get; }

    public static async Task<KillableNode> StartAsync(string folder)
    {
        var environment = new Dictionary<string, string> { ["SNAPSHOTTER_ADMIN_KEY"] = AdminKey, ["SNAPSHOTTER_Admin__Port"] = "0", ["SNAPSHOTTER_Access__BurstPerSecond"] = "0" };
        var process = Executable.Start(environment, "run", "--pace", "0", "--port", "0", "--data", folder);
        Uri? url = null;
        Uri? admin = null;
        while (url is null || admin is null)
        {
            var line = await process.ReadLineAsync();
            if (line.Contains("admin API", StringComparison.Ordinal)) admin = new Uri(Address().Match(line).Value);
            else if (url is null && line.Contains("listens at http", StringComparison.Ordinal)) url = new Uri(Address().Match(line).Value);
        }

        return new KillableNode(process, url, admin);
    }

    /// <summary>Kills the process at once, as <c>kill -9</c> does.</summary>
    public void Kill() => _process.Kill();

    public async ValueTask DisposeAsync()
    {
        Admin.Dispose();
        await _process.DisposeAsync();
    }

    [GeneratedRegex(@"http://[0-9.:]+[0-9]")]
    private static partial Regex Address();
}
