using System.CommandLine;
using Microsoft.AspNetCore.Connections;
using Snapshotter.Api.RecordedChains;
using Snapshotter.Ethereum.RecordedChains;

namespace Snapshotter.Api.CommandLine;

/// <summary><c>serve-chain</c>: a recorded chain as an Ethereum JSON-RPC endpoint.</summary>
internal sealed class ServeChainVerb
{
    private readonly Option<DirectoryInfo?> _chain = CommonOptions.Chain("The recorded chain to serve.");
    private readonly Option<int> _port = new Option<int>("--port") { Description = "The port to listen on, on the loopback address; 0 lets the system choose.", HelpName = "N", Required = true }.Between(0, 65_535);
    private readonly Option<double?> _pace = CommonOptions.Seconds("--pace", "Seconds between blocks; 0 (the default) shows all blocks at once.");
    private readonly Option<double?> _latency = CommonOptions.Seconds("--latency", "Seconds by which every answer is held back, as by a network (default 0).");
    private readonly TextWriter _output;

    public ServeChainVerb(TextWriter output)
    {
        _output = output;
        _chain.Required = true;
        Command = new Command("serve-chain", "Serves a recorded chain as an Ethereum JSON-RPC endpoint over HTTP.") { _chain, _port, _pace, _latency };
        Command.SetAction((arguments, cancellationToken) => RunAsync(arguments, cancellationToken));
    }

    public Command Command { get; }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var chain = RecordedChain.Load(arguments.GetValue(_chain)!.FullName);
        await using var host = await StartAsync(chain, arguments, cancellationToken);
        await _output.WriteLineAsync($"Serving chain {chain.ChainId}, blocks {chain.First} to {chain.Last}, at {host.Url} until stopped.");
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return ExitCode.Done;
    }

    private async Task<RecordedChainHost> StartAsync(RecordedChain chain, ParseResult arguments, CancellationToken cancellationToken)
    {
        var port = arguments.GetValue(_port);
        try
        {
            return await RecordedChainHost.StartAsync(chain, ChainHeads.Of(chain, arguments.GetValue(_pace) ?? 0, chain.First), port, cancellationToken,
                latency: TimeSpan.FromSeconds(arguments.GetValue(_latency) ?? 0));
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            throw new InvalidOperationException($"Port {port} is in use: stop the program that holds it, or choose another one with --port.", exception);
        }
    }
}
