using System.Globalization;

namespace Snapshotter.Benchmarks.EndToEnd.Processes;

/// <summary>The resident memory of a process, from <c>/proc/PID/status</c>.</summary>
/// <param name="ResidentMb">Megabytes (1,000,000 bytes) in memory now.</param>
/// <param name="PeakMb">The most there ever were.</param>
internal sealed record ProcessMemory(double ResidentMb, double PeakMb)
{
    public static ProcessMemory Of(int processId)
    {
        var lines = File.ReadAllLines(FormattableString.Invariant($"/proc/{processId}/status"));
        return new ProcessMemory(Read("VmRSS:"), Read("VmHWM:"));

        double Read(string name)
        {
            var line = lines.First(line => line.StartsWith(name, StringComparison.Ordinal));
            return long.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) * 1024 / 1e6;
        }
    }
}
