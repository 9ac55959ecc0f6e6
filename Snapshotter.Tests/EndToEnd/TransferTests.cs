using Microsoft.Extensions.Logging;
using Snapshotter.Api.Replay;
using Snapshotter.Api.Settings;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Sqlite;
using Snapshotter.Tests.Api.CommandLine;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.EndToEnd;

/// <summary>A node that goes on elsewhere from an exported state.</summary>
public sealed class TransferTests
{
    private const int BlockTime = 1080;

    [Fact]
    public async Task A_replay_that_goes_on_from_an_imported_state_gives_the_bytes_of_an_undisturbed_run()
    {
        using var folder = new TemporaryFolder();
        var file = folder.PathOf("state.snapstate");
        await RunAsync(OptionsFor(folder.PathOf("calm"), null));
        await RunAsync(OptionsFor(folder.PathOf("first"), 29));

        (await Cli.RunAsync("export", "--data", folder.PathOf("first", "state"), "--out", file)).ExitCode.Should().Be(0);
        var options = OptionsFor(folder.PathOf("second"), null);
        var state = folder.PathOf("second", "state");
        Directory.CreateDirectory(options.OutFolder);
        ReplayMarker.Prepare(state, options);
        var imported = await Cli.RunAsync("import", "--data", state, "--in", file, "--config", options.ConfigFolder, "--epoch-size", "10");
        imported.ExitCode.Should().Be(0, imported.Error);
        imported.Output.Should().Contain("up to epoch 29");
        await RunAsync(options);

        var expected = await File.ReadAllBytesAsync(folder.PathOf("calm", "snapshots.jsonl"));
        expected.Count(static value => value == '\n').Should().Be(64 * 32);
        (await File.ReadAllBytesAsync(folder.PathOf("second", "snapshots.jsonl"))).AsSpan().SequenceEqual(expected).Should().BeTrue("the snapshots must be the same byte for byte");
        (await ReplayState.ReadAsync(state, 64)).Should().Equal(await ReplayState.ReadAsync(folder.PathOf("calm", "state"), 64));
    }

    [Fact]
    public async Task Exports_and_imports_that_are_killed_again_and_again_end_as_undisturbed_ones()
    {
        using var folder = new TemporaryFolder();
        var data = folder.PathOf("first", "state");
        await RunAsync(OptionsFor(folder.PathOf("first"), null));
        int writes;
        await using (var run = WatchedProcess.Export(data, folder.PathOf("calm")))
        {
            await run.SucceedAsync();
            writes = run.Writes;
        }

        await KillAsync(folder.PathOf("killed"), until => WatchedProcess.Export(data, folder.PathOf("killed"), until), writes);
        var file = folder.PathOf("killed", "state.snapstate");
        var calm = await File.ReadAllBytesAsync(folder.PathOf("calm", "state.snapstate"));
        (await File.ReadAllBytesAsync(file)).AsSpan().SequenceEqual(calm).Should().BeTrue("the files must be the same byte for byte");

        await using (var run = WatchedProcess.Import(file, folder.PathOf("copy")))
        {
            await run.SucceedAsync();
            writes = run.Writes;
        }

        await KillAsync(folder.PathOf("twin"), until => WatchedProcess.Import(file, folder.PathOf("twin"), until), writes);

        var expected = await ReplayState.ReadAsync(data, 64);
        (await ReplayState.ReadAsync(folder.PathOf("copy"), 64)).Should().Equal(expected);
        (await ReplayState.ReadAsync(folder.PathOf("twin"), 64)).Should().Equal(expected);
    }

    [Fact]
    public async Task A_node_does_not_start_on_half_an_import()
    {
        using var folder = new TemporaryFolder();
        await RunAsync(OptionsFor(folder.PathOf("first"), 5));
        var file = folder.PathOf("state.snapstate");
        (await Cli.RunAsync("export", "--data", folder.PathOf("first", "state"), "--out", file)).ExitCode.Should().Be(0);
        await using (var state = SqliteStateStore.Open(folder.PathOf("half")))
        {
            await state.CommitAsync(new StateChange { Facts = [KeyValuePair.Create("transfer:import", """{"Digest":"ab","Done":3,"IsComplete":false}"""u8.ToArray())] }, default);
        }

        var run = await Cli.RunAsync("run", "--data", folder.PathOf("half"), "--port", "0");

        run.ExitCode.Should().Be(1);
        run.Error.Should().Contain("run the same import again");
        (await Cli.RunAsync("import", "--data", folder.PathOf("half"), "--in", file)).Error.Should().Contain("run the same import again");
    }

    [Fact]
    public async Task The_history_of_an_upstream_node_comes_in_by_the_same_verb()
    {
        using var folder = new TemporaryFolder();
        var imported = await Cli.RunAsync("import", "--data", folder.PathOf("data"), "--in", Repository.Vector("upstream-state", "state.json.bz2"), "--config", Repository.PathOf("config"));
        imported.ExitCode.Should().Be(0, imported.Error);
        imported.Output.Should().Contain("up to epoch 5000").And.Contain("3965 finality").And.Contain("3 records were left out");
    }

    /// <summary>Starts the work, kills it a little further on each time, and lets it end in the end. Work that was too quick to be killed even once is done anew, and killed earlier.</summary>
    private static async Task KillAsync(string folder, Func<int, WatchedProcess> start, int writes)
    {
        const int Kills = 6;
        var killed = 0;
        var ended = false;
        for (var round = 1; killed == 0; round++)
        {
            round.Should().BeLessThan(50, "work that always ends before it can be killed shows nothing");
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
            ended = false;
            for (var i = 1; i <= Kills && !ended; i++)
            {
                await using var run = start(Math.Max(1, writes * i / (Kills + 1) / round));
                await run.WritesOrEndAsync();
                ended = !await run.KillAsync();
                if (!ended) killed++;
            }
        }

        if (ended) return;
        await using (var run = start(int.MaxValue)) await run.SucceedAsync();
    }

    private static ReplayOptions OptionsFor(string folder, long? epochs) => new(
        Repository.Golden("chain"), null, Repository.Golden("config", "default7"), 501, 10, epochs, BlockTime, folder, null, DeriveFromLogs: true);

    private static Task<long> RunAsync(ReplayOptions options) =>
        new ReplayRunner(options, SettingsLoader.Load(new Dictionary<string, string?>()), static logging => logging.ClearProviders()).RunAsync(static (_, _) => { }, CancellationToken.None);
}
