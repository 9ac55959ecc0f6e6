using Snapshotter.Api.CommandLine;

return await CommandLineApp.RunAsync(args, Console.Out, Console.Error);
