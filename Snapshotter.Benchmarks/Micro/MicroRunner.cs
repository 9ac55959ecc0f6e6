using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Snapshotter.Benchmarks.CommandLine;

namespace Snapshotter.Benchmarks.Micro;

/// <summary>Runs the benchmarks of single functions inside this process, so that nothing is generated, restored or built.</summary>
internal static class MicroRunner
{
    private static readonly Type[] Benchmarks =
    [
        typeof(KeccakBenchmarks), typeof(AbiBenchmarks), typeof(LogsBenchmarks), typeof(SnapshotBytesBenchmarks), typeof(CidBenchmarks), typeof(SignatureBenchmarks), typeof(NumberBenchmarks),
    ];

    /// <exception cref="BenchmarkException">No benchmark has the filter in its name.</exception>
    public static int Run(string filter, bool full)
    {
        var job = (full ? Job.Default : Job.ShortRun).WithToolchain(InProcessEmitToolchain.Instance);
        var config = ManualConfig.Create(DefaultConfig.Instance)
            .AddJob(job)
            .AddDiagnoser(MemoryDiagnoser.Default)
            .HideColumns(Column.Job, Column.Toolchain, Column.IterationCount, Column.LaunchCount, Column.WarmupCount, Column.Error)
            .AddFilter(new NameFilter(name => name.Contains(filter, StringComparison.OrdinalIgnoreCase)))
            .WithOptions(ConfigOptions.JoinSummary | ConfigOptions.DisableLogFile)
            .WithArtifactsPath(Checkout.Artifacts);

        var wanted = Benchmarks.Select(type => BenchmarkConverter.TypeToBenchmarks(type, config)).Where(static run => run.BenchmarksCases.Length > 0).ToArray();
        if (wanted.Length == 0) throw new BenchmarkException($"No benchmark has '{filter}' in its name; the names are {Names()}.");
        var summaries = BenchmarkRunner.Run(wanted);
        return summaries.Any(static summary => summary.HasCriticalValidationErrors || summary.Reports.Any(static report => !report.Success)) ? 1 : 0;
    }

    private static string Names() => string.Join(", ", Benchmarks
        .SelectMany(static type => BenchmarkConverter.TypeToBenchmarks(type).BenchmarksCases)
        .Select(static benchmark => $"{benchmark.Descriptor.Type.Name}.{benchmark.Descriptor.WorkloadMethod.Name}")
        .Distinct(StringComparer.Ordinal));
}
