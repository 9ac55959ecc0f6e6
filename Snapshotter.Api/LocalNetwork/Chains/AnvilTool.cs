using Snapshotter.Api.CommandLine;

namespace Snapshotter.Api.LocalNetwork.Chains;

/// <summary>Finds the local EVM chain (anvil), or installs it.</summary>
internal static class AnvilTool
{
    /// <summary>The path of the executable.</summary>
    /// <exception cref="UserException">It is not there and cannot be installed.</exception>
    public static Task<string> FindAsync(TextWriter output, CancellationToken cancellationToken) => NodePackages.FindAsync(
        NodePackages.Tools, "", Path.Combine(".bin", "anvil"), ["@foundry-rs/anvil@1.7.1"], "A chain of one's own needs anvil, which comes from npm.", output, cancellationToken);
}
