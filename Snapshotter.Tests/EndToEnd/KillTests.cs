using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Sqlite;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.EndToEnd;

/// <summary>The real node, killed without warning again and again.</summary>
public sealed class KillTests
{
    private const int Epochs = 64;
    private const int Projects = 32;

    [Fact]
    public async Task Fifty_kills_leave_the_same_bytes_and_the_same_state_as_an_undisturbed_run()
    {
        using var folder = new TemporaryFolder();
        var lines = await CompareAsync(folder, Repository.Golden("config", "default7"), null, kills: 50, Epochs);
        lines.Should().Be(Epochs * Projects);
    }

    /// <summary>Sources come and go with the epochs, pairs are found in receipts, and aggregates follow from both.</summary>
    [Fact]
    public async Task Restarted_in_the_middle_again_and_again_moving_sources_and_bulk_projects_come_out_the_same()
    {
        using var folder = new TemporaryFolder();
        var moving = MovingConfiguration.Write(folder.PathOf("moving"), epochs: 24);
        var lines = await CompareAsync(folder, moving.Folder, moving.Timeline, kills: 20, 24);
        lines.Should().BeGreaterThan(24 * 3);
        var replayed = Repository.ReadJsonLines(folder.PathOf("calm", "snapshots.jsonl")).Select(static line => $"{line["epochId"]} {line["projectId"]} {line["status"]}").ToList();
        replayed.Should().Contain($"5 {MovingConfiguration.ProjectId} ok").And.NotContain($"4 {MovingConfiguration.ProjectId} ok").And.NotContain($"15 {MovingConfiguration.ProjectId} ok");
        replayed.Should().Contain(static line => line.Contains(MovingConfiguration.BulkType, StringComparison.Ordinal) && line.EndsWith(" ok", StringComparison.Ordinal));
    }

    /// <summary>Runs once undisturbed and once killed, and holds one against the other.</summary>
    /// <returns>The number of snapshots.</returns>
    private static async Task<int> CompareAsync(TemporaryFolder folder, string config, string? timeline, int kills, int epochs)
    {
        var (calm, killed) = (folder.PathOf("calm"), folder.PathOf("killed"));
        int writes;
        await using (var run = WatchedProcess.Replay(calm, config, timeline: timeline))
        {
            await run.SucceedAsync();
            writes = run.Writes;
        }

        writes.Should().BeGreaterThan(kills, "the kills are spread over the writes");
        (await KillAgainAndAgainAsync(killed, config, timeline, kills, writes)).Should().HaveCountGreaterThan(kills / 5, "the kills must not all hit the same epochs");
        await using (var run = WatchedProcess.Replay(killed, config, timeline: timeline)) await run.SucceedAsync();

        var expected = await File.ReadAllBytesAsync(Path.Combine(calm, "snapshots.jsonl"));
        (await File.ReadAllBytesAsync(Path.Combine(killed, "snapshots.jsonl"))).AsSpan().SequenceEqual(expected).Should().BeTrue("the snapshots must be the same byte for byte");
        var lines = expected.Count(static value => value == '\n');
        var state = await ReplayState.ReadAsync(Path.Combine(calm, "state"), epochs);
        state.Should().HaveCountGreaterThan(lines * 4);
        (await ReplayState.ReadAsync(Path.Combine(killed, "state"), epochs)).Should().Equal(state);
        return lines;
    }

    /// <summary>Most kills come after a number of writes, so that they are spread over the work however fast the machine is; the others early, at any time.</summary>
    /// <returns>The epochs that were the latest released when a kill came.</returns>
    private static async Task<HashSet<long>> KillAgainAndAgainAsync(string folder, string config, string? timeline, int kills, int writes)
    {
        var random = new Random(20_261_121);
        var epochs = new HashSet<long>();
        var killed = 0;
        while (killed < kills)
        {
            var isEarly = killed % 5 == 0;
            await using var run = WatchedProcess.Replay(folder, config, 1 + random.Next((writes / (kills / 2)) + 1), timeline);
            if (isEarly) run.WaitAWhile(random.Next(800));
            else await run.WritesOrEndAsync();
            if (!await run.KillAsync()) continue;
            killed++;
            epochs.Add(LatestEpoch(Path.Combine(folder, "state", "state.db")));
        }

        return epochs;
    }

    private static long LatestEpoch(string path)
    {
        if (!File.Exists(path)) return 0;
        try
        {
            using var session = new SqliteSession(path, readOnly: true);
            return session.Number("SELECT max(id) FROM epoch") ?? 0;
        }
        catch (StorageException)
        {
            return 0; // Killed before there were tables.
        }
    }
}
