using System.CommandLine;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Snapshotter.Benchmarks.EndToEnd.Processes;

/// <summary>The bare endpoint that the REST API is held against: ASP.NET Core, one mapped route, the same bytes. Run as a process of its own.</summary>
internal static class ServedBytes
{
    /// <summary>The name of the verb that runs it.</summary>
    public const string Verb = "serve-bytes";

    public static Command Command(TextWriter output)
    {
        var file = new Option<FileInfo>("--file") { Required = true };
        var command = new Command(Verb, "Serves a file at / from memory.") { file };
        command.Hidden = true;
        command.SetAction((arguments, cancellationToken) => RunAsync(arguments.GetValue(file)!.FullName, output, cancellationToken));
        return command;
    }

    private static async Task RunAsync(string file, TextWriter output, CancellationToken cancellationToken)
    {
        var bytes = await File.ReadAllBytesAsync(file, cancellationToken);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        await using var app = builder.Build();
        app.MapGet("/", () => TypedResults.Bytes(bytes, "application/json"));
        await app.StartAsync(cancellationToken);
        await output.WriteLineAsync($"Listening at {app.Urls.Single()}");
        await app.WaitForShutdownAsync(cancellationToken);
    }
}
