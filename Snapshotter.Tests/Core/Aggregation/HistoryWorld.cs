using System.Text;
using Snapshotter.Core.Aggregation;
using Snapshotter.Core.Finalization;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Sqlite;

namespace Snapshotter.Tests.Core.Aggregation;

/// <summary>The history over real embedded stores in a folder of its own, and a contract that a test speaks for.</summary>
internal sealed class HistoryWorld : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("snapshotter-history-").FullName;

    public HistoryWorld(WindowOptions window)
    {
        State = SqliteStateStore.Open(_folder);
        Contents = new CountingContentStore(SqliteContentStore.Open(_folder));
        History = new JobByJob(this, window);
    }

    public SqliteStateStore State { get; }

    public CountingContentStore Contents { get; }

    public ScriptedProtocolState Protocol { get; } = new();

    /// <summary>The history with a job of its own for each question.</summary>
    public IFinalizedHistory History { get; }

    /// <summary>Stores a content.</summary>
    public async Task<Cid> PutAsync(string text) => (await Contents.PutAsync(0, [Encoding.UTF8.GetBytes(text)], CancellationToken.None))[0];

    /// <summary>The node builds a snapshot.</summary>
    public async Task<BuiltSnapshot> BuildAsync(string projectId, long epochId, string text)
    {
        var built = new BuiltSnapshot(epochId, projectId, await PutAsync(text));
        await State.CommitAsync(new StateChange { Built = [built] }, CancellationToken.None);
        return built;
    }

    /// <summary>Consensus decides, and the node hears of it.</summary>
    public async Task FinalizeAsync(string projectId, long epochId, Cid cid)
    {
        Protocol.Decide(epochId, projectId, cid);
        await HearAsync(projectId, epochId, cid);
    }

    /// <summary>The node hears of a decision.</summary>
    public async Task HearAsync(string projectId, long epochId, Cid cid) =>
        await State.CommitAsync(new StateChange { Finalized = [new FinalizedSnapshot(epochId, projectId, cid)] }, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await State.DisposeAsync();
        await Contents.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
