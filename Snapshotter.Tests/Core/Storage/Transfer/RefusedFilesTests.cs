using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Transfer;
using Snapshotter.Tests.Support;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Storage.Transfer;

public sealed class RefusedFilesTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteStores _target = new();
    private byte[] _whole = [];

    private string File => _folder.PathOf("state.snapstate");

    public async Task InitializeAsync()
    {
        await using var from = new SqliteStores();
        await FilledState.FillAsync(from);
        await from.State.CommitAsync(new StateChange { Facts = [KeyValuePair.Create(WellKnownFacts.Identity, "live chain"u8.ToArray())] }, default);
        await new StateExporter(from.State, from.Content).ExportAsync(File, null, default);
        _whole = await System.IO.File.ReadAllBytesAsync(File);
    }

    public async Task DisposeAsync() => await _target.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_flipped_bit_anywhere_is_refused_by_the_name_of_a_section()
    {
        var named = new HashSet<string>();
        for (var at = 0; at < _whole.Length; at += 13)
        {
            var flipped = _whole.ToArray();
            flipped[at] ^= (byte)(1 << (at % 8));
            var message = await RefusalAsync(flipped);
            message.Should().ContainAny("copy", "export", "name a file");
            foreach (var (_, name) in SectionNames.OfState)
            {
                if (message.Contains($"Section '{name}'", StringComparison.Ordinal)) named.Add(name);
            }
        }

        named.Should().HaveCountGreaterThan(8, "the bits lie in all sections");
        await ExpectNothingAsync();
    }

    [Fact]
    public async Task A_file_cut_off_anywhere_is_refused()
    {
        for (var length = 0; length < _whole.Length; length += 17) (await RefusalAsync(_whole[..length])).Should().ContainAny("cut off", "no state file", "no whole state file");
        await ExpectNothingAsync();
    }

    [Fact]
    public async Task Frames_that_are_left_out_swapped_or_added_are_refused()
    {
        var frames = Frames();
        for (var i = 1; i < frames.Count - 1; i++)
        {
            await RefusalAsync([.. frames.Where((_, index) => index != i).SelectMany(static frame => frame)]);
            await RefusalAsync([.. frames.Take(i + 1).Concat(frames.Skip(i)).SelectMany(static frame => frame)]);
        }

        await RefusalAsync([.. _whole, .. frames[^1]]);
        await RefusalAsync([.. _whole, 1]);
        await ExpectNothingAsync();
    }

    [Theory]
    [InlineData("OTHER", null, "namespace 'UNISWAPV2', the configuration has 'OTHER'")]
    [InlineData(null, 20, "epochs of 10 blocks, not of 20: import with --epoch-size 10")]
    public async Task A_file_of_another_node_is_refused(string? wanted, int? epochSize, string sentence)
    {
        var import = async () => await new StateImporter(_target.State, _target.Content).ImportAsync(File, new ImportExpectations(wanted, epochSize), null, default);
        (await import.Should().ThrowAsync<TransferException>()).WithMessage($"The header of *{sentence}*");
        await ExpectNothingAsync();
    }

    [Fact]
    public async Task A_file_of_another_source_than_the_folder_was_begun_with_is_refused()
    {
        await _target.State.CommitAsync(new StateChange { Facts = [KeyValuePair.Create(WellKnownFacts.Identity, "recording of chain 1"u8.ToArray())] }, default);
        (await RefusalAsync(_whole)).Should().Contain("live chain, not recording of chain 1").And.Contain("another --data folder");
        await ExpectNothingAsync();
    }

    [Fact]
    public async Task A_folder_that_holds_epochs_is_left_alone()
    {
        await _target.State.CommitAsync(new StateChange { Released = [Make.Released(1)] }, default);
        (await RefusalAsync(_whole)).Should().Contain("holds epochs already, up to 1");
        (await _target.State.CountAsync(StateSection.Epochs, default)).Should().Be(1);
    }

    [Fact]
    public async Task A_file_of_a_newer_release_is_refused()
    {
        var path = _folder.PathOf("newer");
        await using (var writer = await ArchiveWriter.OpenAsync(path, new ArchiveHeader(2, "N", 10, "", 1, true, "f"), default))
        {
            await writer.WriteAsync(SectionNames.End, 0, "{}"u8.ToArray(), null, default);
        }

        (await RefusalAsync(await System.IO.File.ReadAllBytesAsync(path))).Should().Contain("version 2").And.Contain("reads version 1");
    }

    [Fact]
    public async Task Whatever_else_is_named_is_refused()
    {
        await RefusalAsync([]);
        await RefusalAsync("{}\n"u8.ToArray());
        await RefusalAsync(new byte[20_000]);
        var missing = async () => await new StateImporter(_target.State, _target.Content).ImportAsync(_folder.PathOf("missing"), new ImportExpectations(), null, default);
        (await missing.Should().ThrowAsync<TransferException>()).WithMessage("*cannot be read*");
    }

    private async Task<string> RefusalAsync(byte[] file)
    {
        var path = _folder.PathOf("refused");
        await System.IO.File.WriteAllBytesAsync(path, file);
        var import = async () => await new StateImporter(_target.State, _target.Content).ImportAsync(path, new ImportExpectations(), null, default);
        return (await import.Should().ThrowAsync<TransferException>()).Which.Message;
    }

    private async Task ExpectNothingAsync()
    {
        foreach (var section in Enum.GetValues<StateSection>().Where(static section => section != StateSection.Facts)) (await _target.State.CountAsync(section, default)).Should().Be(0);
        await StateImporter.ThrowIfUnfinishedAsync(_target.State, default);
    }

    private List<byte[]> Frames()
    {
        var frames = new List<byte[]>();
        for (var at = 0; at < _whole.Length;)
        {
            var line = Array.IndexOf(_whole, (byte)'\n', at) + 1;
            var end = line + FrameHeader.Parse(_whole.AsSpan(at, line - at))!.Packed;
            frames.Add(_whole[at..end]);
            at = end;
        }

        frames.Should().HaveCount(15);
        return frames;
    }
}
