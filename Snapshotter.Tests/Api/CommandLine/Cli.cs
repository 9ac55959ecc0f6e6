using Snapshotter.Api.CommandLine;

namespace Snapshotter.Tests.Api.CommandLine;

/// <summary>A command line run within the test's process.</summary>
internal sealed record Cli(int ExitCode, string Output, string Error)
{
    public static async Task<Cli> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLineApp.RunAsync(arguments, output, error);
        return new Cli(code, output.ToString(), error.ToString());
    }
}
