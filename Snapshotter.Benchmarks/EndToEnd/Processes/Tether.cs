using System.Diagnostics;
using System.Globalization;

namespace Snapshotter.Benchmarks.EndToEnd.Processes;

/// <summary>
/// Has another process end with this one, also when this one is killed: a shell waits for a line from a pipe that the system closes with this process, and kills the other one when none came.
/// </summary>
/// <remarks>The signal that Linux sends at a parent's death would come as soon as the thread ends that started the process.</remarks>
internal sealed class Tether : IDisposable
{
    private const string Script = "trap '' HUP INT TERM; read line || kill -KILL \"$0\"";

    private readonly Process _shell;

    public Tether(Process tied) =>
        _shell = Process.Start(new ProcessStartInfo("sh", ["-c", Script, tied.Id.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardInput = true })!;

    /// <summary>Lets go of the process.</summary>
    public void Dispose()
    {
        _shell.StandardInput.WriteLine();
        _shell.WaitForExit();
        _shell.Dispose();
    }
}
