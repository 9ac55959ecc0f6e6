using System.Text;
using ICSharpCode.SharpZipLib.BZip2;
using Snapshotter.Core.Aggregation;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage.Transfer;
using Snapshotter.Core.Storage.Transfer.Upstream;
using Snapshotter.Tests.Support;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Storage.Transfer.Upstream;

public sealed class UpstreamImporterTests : IDisposable
{
    private const string Odd = "odd:UNISWAPV2";

    private static readonly string File = Repository.Vector("upstream-state", "state.json.bz2");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_history_of_an_upstream_node_comes_in()
    {
        await using var stores = new SqliteStores();

        var summary = await ImportAsync(stores, "UNISWAPV2");

        summary.CurrentEpoch.Should().Be(5000);
        summary.Records.Should().Contain("finality", (4 * 991) + 1).And.Contain("undecided", 4 * 10).And.Contain("firstEpochs", 5);
        summary.LeftOut.Should().Be(3, "a text is no CID, and another namespace has a first epoch and a CID");
        (await stores.State.FirstEpochAsync(Make.Project, default)).Should().Be(4000);
        (await stores.State.LastFinalizedEpochAsync(Make.Project, default)).Should().Be(5000);
        (await stores.State.FirstFinalizedEpochAsync(Make.Project, default)).Should().Be(4000);
        (await stores.State.FinalizedCidAsync(4321, Make.Project, default)).Should().Be(Make.Cid($"{Make.Project} 4321"));
        var history = await stores.State.HistoryAsync(Make.Project, 4099, 4101, default);
        history.Should().Equal(new HistoryEntry(4099, Make.Cid($"{Make.Project} 4099")), new HistoryEntry(4100, null), new HistoryEntry(4101, Make.Cid($"{Make.Project} 4101")));
        (await stores.State.FirstEpochAsync("never_finalized:UNISWAPV2", default)).Should().BeNull();
        (await stores.State.FinalizedCidAsync(11, Odd, default)).Should().Be(Cid.Parse("QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWKPbdG"));
        (await stores.State.FinalizedCidAsync(7, "pairContract_trade_volume:0xdeadbeef:OTHER", default)).Should().BeNull();
    }

    [Fact]
    public async Task Without_a_namespace_every_project_comes_in()
    {
        await using var stores = new SqliteStores();
        await ImportAsync(stores, null);
        (await stores.State.FinalizedCidAsync(7, "pairContract_trade_volume:0xdeadbeef:OTHER", default)).Should().NotBeNull();
    }

    [Fact]
    public async Task A_file_without_a_project_of_the_namespace_is_refused()
    {
        await using var stores = new SqliteStores();
        var import = async () => await ImportAsync(stores, "ELSEWHERE");
        (await import.Should().ThrowAsync<TransferException>()).WithMessage("project_specific_states of * holds no project of the namespace 'ELSEWHERE'*");
    }

    [Fact]
    public async Task What_is_final_here_already_stays()
    {
        await using var stores = new SqliteStores();
        var known = new Snapshotter.Core.Finalization.FinalizedSnapshot(4321, Make.Project, Make.Cid("known"));
        await stores.State.CommitAsync(new Snapshotter.Core.Storage.StateChange { Released = [Make.Released(4321)], Finalized = [known] }, default);
        await ImportAsync(stores, null);
        (await stores.State.FinalizedCidAsync(4321, Make.Project, default)).Should().Be(known.Cid);
    }

    [Fact]
    public async Task An_import_that_was_cut_off_goes_on_and_is_not_done_twice()
    {
        await using var stores = new SqliteStores();
        using var cut = new CutOff(1);
        var import = async () => await new UpstreamImporter(stores.State).ImportAsync(File, new ImportExpectations(), cut, cut.Token);
        await import.Should().ThrowAsync<OperationCanceledException>();
        var start = async () => await StateImporter.ThrowIfUnfinishedAsync(stores.State, default);
        await start.Should().ThrowAsync<TransferException>();
        await stores.ReopenAsync();

        (await ImportAsync(stores, null)).WasThere.Should().BeFalse();

        await StateImporter.ThrowIfUnfinishedAsync(stores.State, default);
        (await stores.State.FinalizedCidsAsync(Make.Project, 0, 10_000, default)).Should().HaveCount(991);
        (await stores.State.FinalizedCidsAsync(Make.Other, 0, 10_000, default)).Should().HaveCount(991);
        (await ImportAsync(stores, null)).WasThere.Should().BeTrue();
    }

    [Fact]
    public async Task A_damaged_or_cut_off_file_is_refused_before_anything_is_written()
    {
        await using var stores = new SqliteStores();
        var whole = await System.IO.File.ReadAllBytesAsync(File);
        for (var at = 7; at < whole.Length; at += whole.Length / 23)
        {
            var flipped = whole.ToArray();
            flipped[at] ^= 4;
            await RefusedAsync(stores, flipped);
            await RefusedAsync(stores, whole[..at]);
        }

        (await stores.State.LastFinalizedEpochAsync(Make.Project, default)).Should().BeNull();
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"project_specific_states\": {\"p\": {\"finalized_cids\": {\"x\": \"baf\"}}}}")]
    [InlineData("{\"project_specific_states\": {\"p\": {\"finalized_cids\": {\"-1\": \"baf\"}}}}")]
    [InlineData("{\"project_specific_states\": {\"p\": {\"finalized_cids\": {\"1\": 2}}}}")]
    [InlineData("{\"project_specific_states\": {\"p\": 3}}")]
    [InlineData("{\"project_specific_states\": {\"p\": {")]
    [InlineData("{} {}")]
    [InlineData("")]
    public async Task Another_document_is_refused(string text)
    {
        await using var stores = new SqliteStores();
        await RefusedAsync(stores, Pack(text));
    }

    [Fact]
    public async Task Members_come_in_any_order_numbers_as_texts_and_what_is_unknown_is_passed_over()
    {
        await using var stores = new SqliteStores();
        var path = _folder.PathOf("state");
        await System.IO.File.WriteAllBytesAsync(path, Pack(
            """{"more":[{"a":1},null],"project_specific_states":{"p:N":{"finalized_cids":{"12":"null_12","13":null},"x":{},"first_epoch_id":"12"}},"synced_till_epoch_id":"13"}"""));

        var summary = await new UpstreamImporter(stores.State).ImportAsync(path, new ImportExpectations("N"), null, default);

        summary.CurrentEpoch.Should().Be(13);
        summary.LeftOut.Should().Be(1);
        (await stores.State.FirstEpochAsync("p:N", default)).Should().Be(12);
        (await stores.State.HistoryAsync("p:N", 0, 100, default)).Should().Equal(new HistoryEntry(12, null));
    }

    private static async Task<ImportSummary> ImportAsync(SqliteStores stores, string? wanted)
    {
        (await UpstreamImporter.IsUpstreamAsync(File, default)).Should().BeTrue();
        return await new UpstreamImporter(stores.State).ImportAsync(File, new ImportExpectations(wanted), null, default);
    }

    private async Task RefusedAsync(SqliteStores stores, byte[] file)
    {
        var path = _folder.PathOf("refused");
        await System.IO.File.WriteAllBytesAsync(path, file);
        var import = async () => await new UpstreamImporter(stores.State).ImportAsync(path, new ImportExpectations(), null, default);
        (await import.Should().ThrowAsync<TransferException>()).WithMessage("project_specific_states of *cut off or damaged*");
    }

    private static byte[] Pack(string text)
    {
        using var packed = new MemoryStream();
        using (var stream = new BZip2OutputStream(packed) { IsStreamOwner = false }) stream.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }
}
