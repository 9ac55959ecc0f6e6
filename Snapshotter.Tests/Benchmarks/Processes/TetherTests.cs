using System.Diagnostics;
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
            await Patience.UntilAsync(() => (children = ProcessTable.ChildrenOf(benchmark.Id)).Select(ProcessTable.NameOf).Order(StringComparer.Ordinal).SequenceEqual([child, "sh"]));
        }
        finally
        {
            benchmark.Kill();
            await benchmark.WaitForExitAsync();
        }

        await Patience.UntilAsync(() => !Array.Exists(children, ProcessTable.IsAlive));
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
}
