using System.CommandLine;
using System.Globalization;
using Snapshotter.Api.Terminal;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Sqlite;
using Snapshotter.Core.Storage.Transfer;

namespace Snapshotter.Api.CommandLine;

/// <summary><c>export</c>: the state of a node as one file.</summary>
internal sealed class ExportVerb
{
    private readonly Option<DirectoryInfo?> _data = CommonOptions.ExistingData("The data folder to export; its node must be stopped.");
    private readonly Option<FileInfo> _out = new("--out") { Description = "The file to write. An export that was cut off goes on.", HelpName = "FILE", Required = true };
    private readonly Option<bool> _withoutContents = new("--without-contents") { Description = "Leave the snapshots' bytes out: the node fetches them from IPFS again." };
    private readonly TextWriter _output;

    public ExportVerb(TextWriter output)
    {
        _output = output;
        _data.Required = true;
        Command = new Command("export", "Writes everything a node needs to go on elsewhere into one file.") { _data, _out, _withoutContents };
        Command.SetAction((arguments, cancellationToken) => RunAsync(arguments, cancellationToken));
    }

    public Command Command { get; }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var path = arguments.GetValue(_out)!.FullName;
        if (!Directory.Exists(Path.GetDirectoryName(path))) throw new UserException($"--out: there is no folder '{Path.GetDirectoryName(path)}'.");
        using var folder = DataFolder.Hold(arguments.GetValue(_data)!.FullName);
        await using var state = SqliteStateStore.Open(folder.Path);
        await using var contents = SqliteContentStore.Open(folder.Path);
        var exporter = new StateExporter(state, arguments.GetValue(_withoutContents) ? null : contents);

        ExportSummary? summary = null;
        await ProgressBar.RunAsync("Exporting", null, async bar => summary = await exporter.ExportAsync(path, new TransferBar(bar), cancellationToken));
        await _output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"Epochs up to {summary!.Header.CurrentEpoch} of namespace '{summary.Header.Namespace}' are in {path}: {TransferBar.Describe(summary.Records)}. Digest {summary.Digest}."));
        if (summary.MissingContents > 0) await _output.WriteLineAsync($"{summary.MissingContents} snapshots are in it without their bytes, which are fetched from IPFS when they are needed.");
        return ExitCode.Done;
    }
}
