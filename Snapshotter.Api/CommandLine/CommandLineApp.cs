using System.CommandLine;
using Snapshotter.Api.Keys;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Configuration;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Transfer;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.RecordedChains;

namespace Snapshotter.Api.CommandLine;

/// <summary>The verbs of the executable.</summary>
public static class CommandLineApp
{
    /// <summary>How long a verb that is told to end (Ctrl-C, SIGTERM) may take to stop what it started; without one a signal would not reach it at all.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromMinutes(1);

    /// <summary>Runs a command line and returns the exit code: 0 done, 1 failed, 2 wrong arguments.</summary>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var root = Create(output, error);
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            await error.WriteLineAsync($"{parsed.Errors[0].Message} See --help.");
            return ExitCode.WrongArguments;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = Farewell });
        }
        catch (UserException exception)
        {
            await error.WriteLineAsync(exception.Message);
            return ExitCode.WrongArguments;
        }
        catch (ConfigurationException exception)
        {
            await error.WriteLineAsync(exception.Message);
            return ExitCode.WrongArguments;
        }
        catch (Exception exception) when (exception is RecordedChainException or RpcException or SourceChainException or SnapshotException or StorageException or TransferException or InvalidOperationException or IOException or InvalidDataException)
        {
            await error.WriteLineAsync(exception.Message);
            return ExitCode.Failed;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Done;
        }
    }

    private static RootCommand Create(TextWriter output, TextWriter error)
    {
        var run = new RunVerb(output);
        var root = new RootCommand(
            """
            Snapshotter: reads what happened on an EVM chain in every epoch, builds a snapshot per project, and serves what is final by REST.
            Without a verb it runs the node on the bundled sample of Ethereum mainnet blocks, at http://localhost:8002.
            """);
        root.Subcommands.Add(run.Command);
        root.Subcommands.Add(new ReplayVerb(output).Command);
        root.Subcommands.Add(new TryVerb(output, error).Command);
        root.Subcommands.Add(new ServeChainVerb(output).Command);
        root.Subcommands.Add(new RecordVerb(output).Command);
        root.Subcommands.Add(new ExportVerb(output).Command);
        root.Subcommands.Add(new ImportVerb(output).Command);
        root.Subcommands.Add(new NetworkVerb(output).Command);
        root.Subcommands.Add(new HealthVerb(output, error).Command);
        root.Subcommands.Add(new AccessKeyVerb(AccessKeyPlace.Admin, "admin API", output).Command);
        root.Subcommands.Add(new AccessKeyVerb(AccessKeyPlace.Operator, "operator pages", output).Command);
        root.Subcommands.Add(new ChaosVerb(output).Command);
        root.Subcommands.Add(new ChaosNodeVerb().Command);
        root.SetAction((_, cancellationToken) => run.RunDefaultsAsync(cancellationToken));
        return root;
    }
}
