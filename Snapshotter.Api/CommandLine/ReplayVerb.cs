using System.CommandLine;
using Snapshotter.Api.Replay;
using Snapshotter.Api.Settings;
using Snapshotter.Api.Terminal;

namespace Snapshotter.Api.CommandLine;

/// <summary><c>replay</c>: a chain through the whole pipeline, as fast as it goes.</summary>
internal sealed class ReplayVerb
{
    private readonly Option<DirectoryInfo?> _chain = CommonOptions.Chain("The recorded chain to replay, over a JSON-RPC server on loopback.");
    private readonly Option<string?> _rpc = CommonOptions.Rpc();
    private readonly Option<DirectoryInfo?> _config = CommonOptions.Config("Project types, data sources and namespace, in the upstream format; its endpoints are ignored.");
    private readonly Option<long?> _firstBlock = CommonOptions.Number("--first-block", "The first block of epoch 1.", 0);
    private readonly Option<long?> _epochSize = CommonOptions.Number("--epoch-size", "Blocks per epoch.", 1, 1000);
    private readonly Option<long?> _epochs = CommonOptions.Number("--epochs", "How many epochs; as many as the recording holds unless given.", 1);
    private readonly Option<double?> _blockTime = CommonOptions.Seconds("--source-block-time", "Seconds between source blocks, which windows are measured by (default 12).");
    private readonly Option<DirectoryInfo> _out = new("--out") { Description = "Where snapshots.jsonl and rpc.json go. A replay that was cut off goes on.", HelpName = "DIR", Required = true };
    private readonly Option<FileInfo?> _timeline = new("--timeline") { Description = "When epochs are released and what consensus decides, one JSON event a line (.gz too); a null CID is the node's own.", HelpName = "FILE" };
    private readonly Option<string> _reads = CommonOptions.OneOf("--reads", "logs: reserves are rolled forward from logs; calls: every value is called at its block. The bytes are the same.", "logs", "calls");
    private readonly TextWriter _output;

    public ReplayVerb(TextWriter output)
    {
        _output = output;
        _config.Required = _firstBlock.Required = _epochSize.Required = true;
        Command = new Command("replay", "Pushes a chain through the whole pipeline and writes the snapshots and what they cost.")
        {
            _chain, _rpc, _config, _firstBlock, _epochSize, _epochs, _blockTime, _timeline, _out, _reads,
        };
        Command.SetAction((arguments, cancellationToken) => RunAsync(arguments, cancellationToken));
    }

    public Command Command { get; }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var chain = arguments.GetValue(_chain)?.FullName;
        var rpc = arguments.GetValue(_rpc);
        if (chain is null == rpc is null) throw new UserException("Give either --chain DIR or --rpc URL.");

        if (arguments.GetValue(_timeline) is { Exists: false } missing) throw new UserException($"--timeline: there is no file '{missing}'.");

        var options = new ReplayOptions(
            chain, rpc, arguments.GetValue(_config)!.FullName, arguments.GetValue(_firstBlock)!.Value, (int)arguments.GetValue(_epochSize)!.Value,
            arguments.GetValue(_epochs), arguments.GetValue(_blockTime) ?? 12, arguments.GetValue(_out)!.FullName, arguments.GetValue(_timeline)?.FullName, arguments.GetValue(_reads) == "logs");
        var runner = new ReplayRunner(options, SettingsLoader.Load(new Dictionary<string, string?>()), static logging => logging.AddNodeConsole(LogLevel.Warning));

        var epochs = 0L;
        await ProgressBar.RunAsync("Replaying", null, async bar =>
            epochs = await runner.RunAsync((ended, all) => bar.Set(ended, all, $"epoch {ended} of {all}"), cancellationToken));
        await _output.WriteLineAsync($"{epochs} epochs are replayed; see {Path.Combine(options.OutFolder, "snapshots.jsonl")} and {Path.Combine(options.OutFolder, "rpc.json")}.");
        return ExitCode.Done;
    }
}
