using Microsoft.Extensions.DependencyInjection;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Sqlite;

namespace Snapshotter.Tests.Support.Ops;

/// <summary>A node on the bundled sample in which one epoch failed, until it is mended, and a browser before it.</summary>
internal sealed class OpsWorld : IAsyncDisposable
{
    /// <summary>The epoch that failed.</summary>
    public const long Failing = 5;

    private OpsWorld(OpsNode node, RefusingContent contents, Browser browser)
    {
        Node = node;
        Contents = contents;
        Browser = browser;
    }

    public OpsNode Node { get; }

    public RefusingContent Contents { get; }

    public Browser Browser { get; }

    public static async Task<OpsWorld> StartAsync()
    {
        var node = await OpsNode.StartAsync(
            static services => services.AddSingleton<IContentStore>(static provider => new RefusingContent(provider.GetRequiredService<SqliteContentStore>(), Failing)), ("Jobs:MaxAttempts", "2"));
        return new OpsWorld(node, (RefusingContent)node.Services.GetRequiredService<IContentStore>(), await Browser.StartAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        await Node.DisposeAsync();
    }
}
