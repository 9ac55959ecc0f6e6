using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Transfer;
using Snapshotter.Tests.Support;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Storage.Transfer;

public sealed class StateTransferTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => _folder.PathOf("state.snapstate");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_state_goes_out_and_comes_in_whole()
    {
        await using var from = new SqliteStores();
        await using var to = new SqliteStores();
        await FilledState.FillAsync(from);

        var exported = await new StateExporter(from.State, from.Content).ExportAsync(File, null, default);
        var imported = await ImportAsync(to);

        exported.Header.CurrentEpoch.Should().Be(4);
        exported.Header.Namespace.Should().Be("UNISWAPV2");
        exported.Header.EpochSize.Should().Be(10);
        exported.MissingContents.Should().Be(4, "the other project's contents were never there");
        imported.Records.Should().Contain("epochs", 4).And.Contain("contents", 4).And.Contain("built", 8);
        (await FilledState.DescribeAsync(to)).Should().Equal(await FilledState.DescribeAsync(from));
        (await FilledState.DescribeContentsAsync(to)).Should().Equal(await FilledState.DescribeContentsAsync(from));
        System.IO.File.Exists($"{File}.part").Should().BeFalse();
    }

    [Fact]
    public async Task Without_contents_the_state_names_them_and_they_are_fetched_again()
    {
        await using var from = new SqliteStores();
        await using var to = new SqliteStores();
        await FilledState.FillAsync(from);

        await new StateExporter(from.State, null).ExportAsync(File, null, default);
        await ImportAsync(to);

        var cid = (await to.State.BuiltAsync(4, default))[0].Cid;
        (await to.Content.GetAsync(cid, default)).Should().BeNull();
    }

    [Fact]
    public async Task The_same_state_gives_the_same_file_and_importing_it_twice_does_nothing()
    {
        await using var from = new SqliteStores();
        await using var to = new SqliteStores();
        await FilledState.FillAsync(from);
        await ExportAsync(from);
        var first = await System.IO.File.ReadAllBytesAsync(File);
        await ExportAsync(from);
        (await System.IO.File.ReadAllBytesAsync(File)).Should().Equal(first);

        (await ImportAsync(to)).WasThere.Should().BeFalse();
        (await ImportAsync(to)).WasThere.Should().BeTrue();
    }

    [Fact]
    public async Task What_was_imported_can_be_exported_again_to_the_same_records()
    {
        await using var from = new SqliteStores();
        await using var to = new SqliteStores();
        await using var third = new SqliteStores();
        await FilledState.FillAsync(from);
        await ExportAsync(from);
        await ImportAsync(to);
        await ExportAsync(to);
        await ImportAsync(third);
        (await FilledState.DescribeAsync(third)).Should().Equal(await FilledState.DescribeAsync(from));
        (await FilledState.DescribeContentsAsync(third)).Should().Equal(await FilledState.DescribeContentsAsync(from));
    }

    [Fact]
    public async Task An_export_that_was_cut_off_anywhere_goes_on_to_the_same_file()
    {
        await using var from = new SqliteStores();
        await FilledState.FillAsync(from);
        await ExportAsync(from);
        var whole = await System.IO.File.ReadAllBytesAsync(File);
        for (var length = 0; length < whole.Length; length += 61)
        {
            System.IO.File.Delete(File);
            await System.IO.File.WriteAllBytesAsync($"{File}.part", whole[..length]);
            await ExportAsync(from);
            (await System.IO.File.ReadAllBytesAsync(File)).AsSpan().SequenceEqual(whole).Should().BeTrue($"it was cut off after {length} of {whole.Length} bytes");
        }
    }

    [Fact]
    public async Task An_export_that_was_cut_off_before_the_node_went_on_begins_anew()
    {
        await using var from = new SqliteStores();
        await using var to = new SqliteStores();
        await FilledState.FillAsync(from);
        await ExportAsync(from);
        var before = await System.IO.File.ReadAllBytesAsync(File);
        await System.IO.File.WriteAllBytesAsync($"{File}.part", before[..(before.Length / 2)]);
        await from.State.CommitAsync(new StateChange { Released = [Make.Released(5)] }, default);

        await ExportAsync(from);

        (await ImportAsync(to)).CurrentEpoch.Should().Be(5);
        (await FilledState.DescribeAsync(to)).Should().Equal(await FilledState.DescribeAsync(from));
    }

    [Fact]
    public async Task An_import_that_was_cut_off_anywhere_holds_the_node_back_and_goes_on()
    {
        await using var from = new SqliteStores();
        await FilledState.FillAsync(from);
        await ExportAsync(from);
        var expected = await FilledState.DescribeAsync(from);
        var contents = await FilledState.DescribeContentsAsync(from);
        for (var frames = 1; ; frames++)
        {
            await using var to = new SqliteStores();
            using var cut = new CutOff(frames);
            var import = async () => await new StateImporter(to.State, to.Content).ImportAsync(File, new ImportExpectations(), cut, cut.Token);
            if (!await WasCutOffAsync(import))
            {
                frames.Should().BeGreaterThan(10, "each section was a place to be cut off at");
                return;
            }

            await to.ReopenAsync();
            var start = async () => await StateImporter.ThrowIfUnfinishedAsync(to.State, default);
            (await start.Should().ThrowAsync<TransferException>()).WithMessage("*run the same import again*");
            var export = async () => await new StateExporter(to.State, null).ExportAsync(_folder.PathOf("half"), null, default);
            await export.Should().ThrowAsync<TransferException>();

            (await ImportAsync(to)).WasThere.Should().BeFalse();
            await StateImporter.ThrowIfUnfinishedAsync(to.State, default);
            (await FilledState.DescribeAsync(to)).Should().Equal(expected, $"it was cut off after {frames} frames");
            (await FilledState.DescribeContentsAsync(to)).Should().Equal(contents);
        }
    }

    [Fact]
    public async Task Another_file_is_refused_while_an_import_is_unfinished()
    {
        await using var from = new SqliteStores();
        await using var to = new SqliteStores();
        await FilledState.FillAsync(from);
        await ExportAsync(from);
        using var cut = new CutOff(3);
        var import = async () => await new StateImporter(to.State, to.Content).ImportAsync(File, new ImportExpectations(), cut, cut.Token);
        (await WasCutOffAsync(import)).Should().BeTrue();
        await from.State.CommitAsync(new StateChange { Released = [Make.Released(5)] }, default);
        await ExportAsync(from);

        var other = async () => await ImportAsync(to);

        (await other.Should().ThrowAsync<TransferException>()).WithMessage("*run the same import again*");
    }

    private async Task ExportAsync(SqliteStores from) => await new StateExporter(from.State, from.Content).ExportAsync(File, null, default);

    private async Task<ImportSummary> ImportAsync(SqliteStores to) => await new StateImporter(to.State, to.Content).ImportAsync(File, new ImportExpectations(), null, default);

    private static async Task<bool> WasCutOffAsync(Func<Task> work)
    {
        try
        {
            await work();
            return false;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }
}
