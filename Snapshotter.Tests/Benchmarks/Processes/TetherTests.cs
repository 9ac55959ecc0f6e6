using System.Diagnostics;
using System.Globalization;
using Snapshotter.Benchmarks.EndToEnd.Processes;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Benchmarks.Processes;

public sealed class TetherTests
{
    [Theory]
    [InlineData("pipeline", "dotnet")]
    [InlineData("queue-redis", "redis-server")]
    public async Task The_processes_of_a_benchmark_that_is_killed_end_with_it(string part, string child)
    {
        using var folder = new TemporaryFolder();
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Snapshotter.Benchmarks.dll"), "end-to-end", "--quick", "--only", part]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["TMPDIR"] = folder.Root;
        using var benchmark = Process.Start(start)!;
        int[] children = [];
        try
        {
            await UntilAsync(() => (children = ChildrenOf(benchmark.Id)).Select(static id => StatusOf(id)?.Name).Order(StringComparer.Ordinal).SequenceEqual([child, "sh"]));
        }
        finally
        {
            benchmark.Kill();
            await benchmark.WaitForExitAsync();
        }

        await UntilAsync(() => !Array.Exists(children, IsAlive));
    }

    [Fact]
    public async Task A_process_that_is_let_go_lives_on()
    {
        using var process = Process.Start("sleep", "600");
        try
        {
            new Tether(process).Dispose();
            process.HasExited.Should().BeFalse();
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        using var patience = new CancellationTokenSource(Patience.Long);
        while (!isSo()) await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, patience.Token);
    }

    private static int[] ChildrenOf(int processId) =>
    [
        .. Directory.GetDirectories("/proc").Select(static path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => StatusOf(id)?.Parent == processId),
    ];

    private static bool IsAlive(int processId) => StatusOf(processId) is { State: not "Z" };

    /// <summary>What <c>/proc/PID/stat</c> tells of a process, or null when it is gone.</summary>
    private static (string Name, string State, int Parent)? StatusOf(int processId)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{processId}/stat");
            var (from, to) = (text.IndexOf('('), text.LastIndexOf(')'));
            var rest = text[(to + 2)..].Split(' ');
            return (text[(from + 1)..to], rest[0], int.Parse(rest[1], CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return null;
        }
    }
}
