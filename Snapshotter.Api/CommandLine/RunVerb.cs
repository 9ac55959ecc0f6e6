using System.CommandLine;
using System.Globalization;
using Snapshotter.Api.Hosting;

namespace Snapshotter.Api.CommandLine;

/// <summary><c>run</c>: the node.</summary>
internal sealed class RunVerb
{
    private readonly Option<DirectoryInfo?> _chain = CommonOptions.Chain("A recorded chain to run on; the bundled mainnet sample unless --chain, --rpc or --config is given.");
    private readonly Option<string?> _rpc = CommonOptions.Rpc();
    private readonly Option<DirectoryInfo?> _config = CommonOptions.Config("projects.json, aggregator.json, preloader.json and settings.json in the upstream format.");
    private readonly Option<long?> _firstBlock = CommonOptions.Number("--first-block", "The first block of epoch 1 (default: the recording's first, or the chain's head).", 0);
    private readonly Option<long?> _epochSize = CommonOptions.Number("--epoch-size", "Blocks per epoch (default: 10; 2 on the sample).", 1, 1000);
    private readonly Option<double?> _pace = CommonOptions.Seconds("--pace", "Seconds between the blocks of a recording; 0 = as fast as it goes (default 1).");
    private readonly Option<string?> _data = new("--data") { Description = "The data folder (default: data).", HelpName = "DIR" };
    private readonly Option<long?> _port = CommonOptions.Number("--port", "The port of the REST API (default 8002; 0 lets the system choose).", 0, 65_535);
    private readonly TextWriter _output;

    public RunVerb(TextWriter output)
    {
        _output = output;
        Command = new Command("run", "Runs the node: on a recorded chain, on a live endpoint, or on the bundled sample.")
        {
            _chain, _rpc, _config, _firstBlock, _epochSize, _pace, _data, _port,
        };
        Command.SetAction((arguments, cancellationToken) => RunAsync(arguments, cancellationToken));
    }

    public Command Command { get; }

    /// <summary>Runs as if the verb had been given without options.</summary>
    public Task<int> RunDefaultsAsync(CancellationToken cancellationToken) => RunAsync(Command.Parse([]), cancellationToken);

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var chain = arguments.GetValue(_chain)?.FullName;
        var rpc = arguments.GetValue(_rpc);
        if (chain is not null && rpc is not null) throw new UserException("Give either --chain DIR or --rpc URL, not both.");

        var settings = new Dictionary<string, string?>();
        Add("Storage:Folder", arguments.GetValue(_data));
        Add("Api:Port", arguments.GetValue(_port));
        Add("Epochs:Size", arguments.GetValue(_epochSize));
        Add("Epochs:FirstBlock", arguments.GetValue(_firstBlock));
        Add("Rpc:Endpoints:0:Url", rpc);

        var request = new NodeRequest(chain, arguments.GetValue(_config)?.FullName, arguments.GetValue(_pace) ?? ChainHeads.DefaultPace, settings);
        return await NodeHost.RunAsync(request, _output, cancellationToken);

        void Add(string key, object? value)
        {
            if (value is not null) settings[key] = Convert.ToString(value, CultureInfo.InvariantCulture);
        }
    }
}
