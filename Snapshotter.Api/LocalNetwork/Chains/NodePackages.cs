using System.ComponentModel;
using System.Diagnostics;
using Snapshotter.Api.CommandLine;

namespace Snapshotter.Api.LocalNetwork.Chains;

/// <summary>What a local network takes from npm: it is looked for in the folder of tools, and installed there when it is missing.</summary>
internal static class NodePackages
{
    /// <summary>The variable with the folder that tools are installed in; <c>run.sh</c> sets it to one in the checkout.</summary>
    public const string FolderVariable = "SNAPSHOTTER_TOOLS";

    /// <summary>The folder of tools: the named one, or one of the user's own.</summary>
    public static string Tools => Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } named
        ? named
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "snapshotter", "tools");

    /// <summary>The path of a file of packages.</summary>
    /// <param name="tools">The folder of tools.</param>
    /// <param name="group">The folder among the tools that these packages have to themselves; empty for the tools' own.</param>
    /// <param name="file">The path of the file below <c>node_modules</c>.</param>
    /// <param name="packages">The packages with their versions.</param>
    /// <param name="need">What needs them: <c>A local network needs anvil</c>.</param>
    /// <param name="output">Told when something is installed.</param>
    /// <param name="cancellationToken">Ends the installation.</param>
    /// <exception cref="UserException">It is not there and cannot be installed.</exception>
    public static async Task<string> FindAsync(string tools, string group, string file, IReadOnlyList<string> packages, string need, TextWriter output, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(tools, group);
        var path = Path.Combine(folder, "node_modules", file);
        if (File.Exists(path)) return path;
        await output.WriteLineAsync($"Installing {string.Join(", ", packages)} ...");
        await InstallAsync(folder, packages, need, cancellationToken);
        return File.Exists(path) ? path : throw Missing(need, $"npm installed {string.Join(", ", packages)} without {file}.");
    }

    private static async Task InstallAsync(string folder, IReadOnlyList<string> packages, string need, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("npm", ["install", "--silent", "--no-audit", "--no-fund", "--no-save", "--prefix", folder, .. packages])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        try
        {
            using var npm = Process.Start(start)!;
            var said = npm.StandardError.ReadToEndAsync(cancellationToken);
            _ = npm.StandardOutput.ReadToEndAsync(cancellationToken);
            await npm.WaitForExitAsync(cancellationToken);
            if (npm.ExitCode != 0) throw Missing(need, $"npm ended with {npm.ExitCode}: {(await said).Trim()}");
        }
        catch (Win32Exception exception)
        {
            throw Missing(need, "There is no npm.", exception);
        }
    }

    private static UserException Missing(string need, string reason, Exception? inner = null)
    {
        var message = $"{need} {reason} Install Node.js 20 or newer with npm, then run this again.";
        return inner is null ? new UserException(message) : new UserException(message, inner);
    }
}
