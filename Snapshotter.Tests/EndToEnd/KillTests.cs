using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Sqlite;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.EndToEnd;

/// <summary>The real node, killed without warning again and again.</summary>
public sealed class KillTests
{
    private const int Epochs = 64;
    private const int Projects = 32;
    private const int Kills = 50;

    [Fact]
    public async Task Fifty_kills_leave_the_same_bytes_and_the_same_state_as_an_undisturbed_run()
    {
        using var folder = new TemporaryFolder();
        var (calm, killed) = (folder.PathOf("calm"), folder.PathOf("killed"));
        int writes;
        await using (var run = ReplayProcess.Start(calm))
        {
            await run.SucceedAsync();
            writes = run.Writes;
        }

        writes.Should().BeGreaterThan(Kills, "the kills are spread over the writes");
        (await KillAgainAndAgainAsync(killed, writes)).Should().HaveCountGreaterThan(10, "the kills must not all hit the same epochs");
        await using (var run = ReplayProcess.Start(killed)) await run.SucceedAsync();

        var expected = await File.ReadAllBytesAsync(Path.Combine(calm, "snapshots.jsonl"));
        expected.Count(static value => value == '\n').Should().Be(Epochs * Projects);
        (await File.ReadAllBytesAsync(Path.Combine(killed, "snapshots.jsonl"))).AsSpan().SequenceEqual(expected).Should().BeTrue("the snapshots must be the same byte for byte");
        var state = await ReplayState.ReadAsync(Path.Combine(calm, "state"), Epochs);
        state.Should().HaveCountGreaterThan(Epochs * Projects * 6);
        (await ReplayState.ReadAsync(Path.Combine(killed, "state"), Epochs)).Should().Equal(state);
    }

    /// <summary>Most kills come after a number of writes, so that they are spread over the work however fast the machine is; the others early, at any time.</summary>
    /// <returns>The epochs that were the latest released when a kill came.</returns>
    private static async Task<HashSet<long>> KillAgainAndAgainAsync(string folder, int writes)
    {
        var random = new Random(20_261_121);
        var epochs = new HashSet<long>();
        var killed = 0;
        while (killed < Kills)
        {
            var isEarly = killed % 5 == 0;
            await using var run = ReplayProcess.Start(folder, 1 + random.Next((writes / 25) + 1));
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
