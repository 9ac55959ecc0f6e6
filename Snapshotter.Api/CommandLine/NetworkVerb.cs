using System.CommandLine;
using Snapshotter.Api.Hosting;
using Snapshotter.Api.LocalNetwork;
using Snapshotter.Api.LocalNetwork.Faults;

namespace Snapshotter.Api.CommandLine;

/// <summary><c>network</c>: a whole network on this machine.</summary>
internal sealed class NetworkVerb
{
    private readonly Option<long?> _nodes = CommonOptions.Number("--nodes", "The number of nodes (default 3).", 1, 50);
    private readonly Option<double?> _pace = CommonOptions.Seconds("--pace", "Seconds between two blocks of the source chain (default 6, with --source live 1). Nodes should know what is final of an epoch before the next one begins, or their running sums differ.");
    private readonly Option<long?> _epochs = CommonOptions.Number("--epochs", "Ends after so many epochs; the exit code is 0 only when all became final as they should. Without it the network runs until stopped.", 1, 1_000_000);
    private readonly Option<string> _source = CommonOptions.OneOf("--source", "The source chain: the bundled mainnet blocks, or a chain of its own that carries Uniswap v2 and trades.", "sample", "live");
    private readonly Option<long?> _seed = CommonOptions.Number("--seed", "What decides the trades of --source live (default 1): the same seed gives the same blocks.", 0, int.MaxValue);
    private readonly Option<string> _faulty = CommonOptions.OneOf("--faulty", "Makes the last node submit wrong CIDs, too late, or nothing.", "none", "wrong", "late", "silent");
    private readonly Option<DirectoryInfo?> _config = CommonOptions.Config("What the nodes build, in the upstream format (default: the configuration of the bundled blocks).");
    private readonly Option<string?> _data = new("--data") { Description = "Keeps the nodes' state and logs in this folder; without it they are gone afterwards.", HelpName = "DIR" };
    private readonly Option<string?> _report = new("--report") { Description = "Writes epochs, nodes, CIDs, faults and times to this file, as JSON.", HelpName = "FILE" };
    private readonly TextWriter _output;

    public NetworkVerb(TextWriter output)
    {
        _output = output;
        Command = new Command("network", "Runs a whole network on this machine: an anchor chain with the contract, an epoch manager, and nodes. Needs Node.js.")
        {
            _nodes, _pace, _epochs, _source, _seed, _faulty, _config, _data, _report,
        };
        Command.SetAction((arguments, cancellationToken) => RunAsync(arguments, cancellationToken));
    }

    public Command Command { get; }

    private Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var nodes = (int)(arguments.GetValue(_nodes) ?? 3);
        var fault = Enum.Parse<FaultKind>(arguments.GetValue(_faulty)!, ignoreCase: true);
        if (fault != FaultKind.None && nodes < 3) throw new UserException($"--faulty {arguments.GetValue(_faulty)} needs --nodes of at least 3, so that the others are a majority.");
        var isLive = arguments.GetValue(_source) == "live";
        if (!isLive && arguments.GetValue(_seed) is not null) throw new UserException("--seed decides the trades of --source live only: leave it out.");
        var options = new LocalNetworkOptions(
            nodes, arguments.GetValue(_pace) ?? (isLive ? 1 : 6), (int?)arguments.GetValue(_epochs), fault,
            arguments.GetValue(_config)?.FullName ?? BundledFiles.ConfigFolder, arguments.GetValue(_data), arguments.GetValue(_report))
        {
            IsLive = isLive,
            Seed = (int)(arguments.GetValue(_seed) ?? 1),
        };
        return NetworkRun.RunAsync(options, _output, cancellationToken);
    }
}
