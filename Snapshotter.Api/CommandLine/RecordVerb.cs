using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using Snapshotter.Api.Settings;
using Snapshotter.Api.Terminal;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.RecordedChains;

namespace Snapshotter.Api.CommandLine;

/// <summary><c>record</c>: makes a recorded chain from any endpoint.</summary>
internal sealed class RecordVerb
{
    private readonly Option<string?> _rpc = CommonOptions.Rpc();
    private readonly Option<long?> _from = CommonOptions.Number("--from", "The first block.", 0);
    private readonly Option<long?> _to = CommonOptions.Number("--to", "The last block.", 0);
    private readonly Option<DirectoryInfo> _out = new("--out") { Description = "The folder to write. A recording that was cut off goes on.", HelpName = "DIR", Required = true };
    private readonly Option<FileInfo?> _calls = new("--calls") { Description = "Calls to record too: a JSON array of {to, data, block}.", HelpName = "FILE" };
    private readonly TextWriter _output;

    public RecordVerb(TextWriter output)
    {
        _output = output;
        _rpc.Required = _from.Required = _to.Required = true;
        Command = new Command("record", "Records blocks, receipts and calls of a chain from any endpoint.") { _rpc, _from, _to, _out, _calls };
        Command.SetAction((arguments, cancellationToken) => RunAsync(arguments, cancellationToken));
    }

    public Command Command { get; }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var (from, to) = (arguments.GetValue(_from)!.Value, arguments.GetValue(_to)!.Value);
        if (to < from) throw new UserException($"--to {to} lies before --from {from}.");
        if (arguments.GetValue(_calls) is { Exists: false } missing) throw new UserException($"--calls: there is no file '{missing}'.");

        var settings = SettingsLoader.Load(new Dictionary<string, string?>()).Rpc;
        settings.Endpoints.Clear();
        settings.Endpoints.Add(new RpcEndpointOptions { Url = arguments.GetValue(_rpc)!, Alias = "source" });
        using var client = new RpcClient(settings, TimeProvider.System, NullLogger.Instance);
        var folder = arguments.GetValue(_out)!.FullName;

        await ProgressBar.RunAsync("Recording", to - from + 1, bar => ChainRecorder.RecordAsync(
            client, from, to, arguments.GetValue(_calls)?.FullName, folder, new RecordingBar(bar), cancellationToken));
        await _output.WriteLineAsync($"Blocks {from} to {to} are recorded in {folder}.");
        return ExitCode.Done;
    }

    private sealed class RecordingBar(IProgressBar bar) : IProgress<RecordingProgress>
    {
        public void Report(RecordingProgress value) => bar.Set(value.BlocksDone, value.ToString());
    }
}
