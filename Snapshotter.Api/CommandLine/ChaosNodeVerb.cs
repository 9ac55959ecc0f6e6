using System.CommandLine;
using Snapshotter.Api.Chaos.Node;

namespace Snapshotter.Api.CommandLine;

/// <summary><c>chaos-node</c>: what <c>chaos</c> starts in processes of their own. Not meant for users, so not shown.</summary>
internal sealed class ChaosNodeVerb
{
    private readonly Option<FileInfo> _plan = new("--plan") { HelpName = "FILE", Required = true };

    public ChaosNodeVerb()
    {
        Command = new Command("chaos-node", "Runs a process of a disturbed node until it is told to stop or its standard input ends.") { _plan };
        Command.Hidden = true;
        Command.SetAction((arguments, cancellationToken) => DisturbedNode.RunAsync(DisturbancePlan.Read(arguments.GetValue(_plan)!.FullName), cancellationToken));
    }

    public Command Command { get; }
}
