using System.CommandLine;
using Snapshotter.Api.Hosting;
using Snapshotter.Api.Terminal;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Sqlite;
using Snapshotter.Core.Storage.Transfer;
using Snapshotter.Core.Storage.Transfer.Upstream;

namespace Snapshotter.Api.CommandLine;

/// <summary><c>import</c>: a state file into a data folder; also the file that upstream's own tool writes.</summary>
internal sealed class ImportVerb
{
    private readonly Option<string> _data = new("--data") { Description = "The data folder; a new one, or one whose import was cut off, which goes on.", HelpName = "DIR", Required = true };
    private readonly Option<FileInfo> _in = new("--in") { Description = "A file that export wrote, or upstream's state.json.bz2.", HelpName = "FILE", Required = true };
    private readonly Option<DirectoryInfo?> _config = CommonOptions.Config("The configuration the node will run with: a file of another namespace is refused.");
    private readonly Option<long?> _epochSize = CommonOptions.Number("--epoch-size", "The blocks per epoch the node will run with: a file with other epochs is refused.", 1, 1000);
    private readonly Option<bool> _pin = new("--pin") { Description = "Queue every content to be pinned at the IPFS node the node will run with." };
    private readonly TextWriter _output;

    public ImportVerb(TextWriter output)
    {
        _output = output;
        Command = new Command("import", "Takes a file that export wrote, or upstream's state.json.bz2, into a data folder.") { _data, _in, _config, _epochSize, _pin };
        Command.SetAction((arguments, cancellationToken) => RunAsync(arguments, cancellationToken));
    }

    public Command Command { get; }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var path = arguments.GetValue(_in)!.FullName;
        var isUpstream = await UpstreamImporter.IsUpstreamAsync(path, cancellationToken);
        var expected = new ImportExpectations(
            arguments.GetValue(_config) is { } config ? NodeConfigurationLoader.Load(config.FullName).Plan.Namespace : null, (int?)arguments.GetValue(_epochSize));
        using var folder = DataFolder.Hold(arguments.GetValue(_data)!);
        await using var state = SqliteStateStore.Open(folder.Path);
        await using var contents = SqliteContentStore.Open(folder.Path, queuesPins: arguments.GetValue(_pin));

        ImportSummary? summary = null;
        await ProgressBar.RunAsync("Importing", null, async bar => summary = isUpstream
            ? await new UpstreamImporter(state).ImportAsync(path, expected, new TransferBar(bar), cancellationToken)
            : await new StateImporter(state, contents).ImportAsync(path, expected, new TransferBar(bar), cancellationToken));
        await _output.WriteLineAsync(summary!.WasThere
            ? $"{path} is in {folder.Path} already; nothing was done."
            : $"{path} is in {folder.Path}, up to epoch {summary.CurrentEpoch}: {TransferBar.Describe(summary.Records)}.");
        if (summary.LeftOut > 0) await _output.WriteLineAsync($"{summary.LeftOut} records were left out: they are of another namespace, or no CIDs.");
        return ExitCode.Done;
    }
}
