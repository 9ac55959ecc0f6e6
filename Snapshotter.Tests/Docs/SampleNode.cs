using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Docs;

/// <summary>The real executable, run on the bundled sample until all of its epochs ended, and a folder that looks like a checkout.</summary>
public sealed class SampleNode : IAsyncLifetime
{
    private const int SampleEpochs = 11;

    private static readonly string Executable = Path.Combine(AppContext.BaseDirectory, "snapshotter.dll");

    private readonly string _folder = Directory.CreateTempSubdirectory("snapshotter-docs-").FullName;
    private readonly DocsShell _shell;

    public SampleNode() => _shell = new DocsShell(_folder);

    /// <summary>Host and port of the REST API.</summary>
    public string Address => _shell.Address;

    /// <summary>Where examples run.</summary>
    public string Folder => _folder;

    public async Task InitializeAsync()
    {
        Directory.CreateSymbolicLink(Path.Combine(_folder, "samples"), Repository.PathOf("samples"));
        Directory.CreateSymbolicLink(Path.Combine(_folder, "config"), Repository.PathOf("config"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "run.sh"), $"#!/bin/sh\nexec dotnet '{Executable}' \"$@\"\n");
        await ShellAsync("chmod +x run.sh");
        await _shell.StartNodeAsync("./run.sh run --pace 0 --data data", SampleEpochs);
    }

    /// <summary>What a shell prints for the commands, run beside <c>run.sh</c>.</summary>
    public Task<string> ShellAsync(string commands) => _shell.RunAsync(commands);

    public async Task DisposeAsync()
    {
        await _shell.StopAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
