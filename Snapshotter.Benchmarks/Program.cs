using Snapshotter.Benchmarks.CommandLine;

return await BenchmarkApp.RunAsync(args, Console.Out, Console.Error);
