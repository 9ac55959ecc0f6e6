using System.Globalization;

namespace Snapshotter.Benchmarks.EndToEnd.Processes;

/// <summary>
/// Holds a process to a share of one processor, as on a host of its own that is so much slower, and lets it have that share before others: a cgroup, which needs the right to make one.
/// </summary>
internal sealed class ProcessorShare : IDisposable
{
    private const string Root = "/sys/fs/cgroup";

    /// <summary>So short that what waits for the process hardly notices that it pauses.</summary>
    private const int PeriodMicroseconds = 10_000;

    private readonly string _folder;

    private ProcessorShare(string folder) => _folder = folder;

    /// <summary>Whether this machine lets processes be held.</summary>
    public static bool IsPossible()
    {
        try
        {
            using var probe = Make("probe", 1);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Holds a process until disposed, which is possible once the process has ended.</summary>
    /// <exception cref="IOException">The machine does not let it be held.</exception>
    public static ProcessorShare Hold(int processId, double share)
    {
        var made = Make(processId.ToString(CultureInfo.InvariantCulture), share);
        File.WriteAllText(Path.Combine(made._folder, "cgroup.procs"), processId.ToString(CultureInfo.InvariantCulture));
        return made;
    }

    public void Dispose() => Directory.Delete(_folder);

    private static ProcessorShare Make(string name, double share)
    {
        var isFirstVersion = Directory.Exists(Path.Combine(Root, "cpu"));
        var made = new ProcessorShare(Directory.CreateDirectory(Path.Combine(isFirstVersion ? Path.Combine(Root, "cpu") : Root, $"snapshotter-benchmark-{Environment.ProcessId}-{name}")).FullName);
        var quota = ((int)(share * PeriodMicroseconds)).ToString(CultureInfo.InvariantCulture);
        if (isFirstVersion)
        {
            made.Write("cpu.cfs_period_us", $"{PeriodMicroseconds}");
            made.Write("cpu.cfs_quota_us", quota);
            made.Write("cpu.shares", "65536");
        }
        else
        {
            made.Write("cpu.max", $"{quota} {PeriodMicroseconds}");
            made.Write("cpu.weight", "10000");
        }

        return made;
    }

    private void Write(string file, string text)
    {
        try
        {
            File.WriteAllText(Path.Combine(_folder, file), text);
        }
        catch
        {
            Dispose();
            throw;
        }
    }
}
