namespace Snapshotter.Benchmarks.EndToEnd;

/// <summary>How busy the machine is: figures taken under load are to be read with it.</summary>
internal static class MachineLoad
{
    private const string LoadFile = "/proc/loadavg";

    /// <summary>The one-minute load average and the number of cores.</summary>
    public static string Read() => File.Exists(LoadFile)
        ? FormattableString.Invariant($"{File.ReadAllText(LoadFile).Split(' ')[0]} on {Environment.ProcessorCount} cores")
        : FormattableString.Invariant($"unknown on {Environment.ProcessorCount} cores");
}
