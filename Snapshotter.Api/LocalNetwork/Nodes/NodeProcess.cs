using System.Diagnostics;
using System.Globalization;
using Snapshotter.Api.LocalNetwork.Faults;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Api.LocalNetwork.Nodes;

/// <summary>One node of a local network: this program once more, with its own data folder and key.</summary>
internal sealed class NodeProcess : IAsyncDisposable
{
    private readonly Process _process;

    private NodeProcess(Process process, string name, Address account, FaultKind fault, Uri url)
    {
        _process = process;
        Name = name;
        Account = account;
        Fault = fault;
        Url = url;
    }

    public string Name { get; }

    /// <summary>The address it signs with.</summary>
    public Address Account { get; }

    public FaultKind Fault { get; }

    /// <summary>Where its REST API is.</summary>
    public Uri Url { get; }

    /// <summary>Whether it ended by itself, which a node never does.</summary>
    public bool HasEnded => _process.HasExited;

    /// <summary>Starts a node and waits until its REST API listens.</summary>
    /// <exception cref="InvalidOperationException">It ended before; the message holds what it said.</exception>
    public static async Task<NodeProcess> StartAsync(NodeSeat seat, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(seat.Folder);
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = seat.Folder,
        };
        // Started as `dotnet snapshotter.dll`, the process is dotnet and needs to be told the program.
        if (Path.GetFileNameWithoutExtension(start.FileName).Equals("dotnet", StringComparison.OrdinalIgnoreCase)) start.ArgumentList.Add(typeof(NodeProcess).Assembly.Location);
        foreach (var argument in seat.Arguments) start.ArgumentList.Add(argument);
        foreach (var (name, value) in seat.Environment) start.Environment[name] = value;

        var process = Process.Start(start)!;
        var log = CopyAsync(process.StandardError, Path.Combine(seat.Folder, "node.log"));
        try
        {
            const string Listening = "The node listens at ";
            while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
            {
                if (!line.StartsWith(Listening, StringComparison.Ordinal)) continue;
                _ = CopyAsync(process.StandardOutput, Path.Combine(seat.Folder, "node.out"));
                return new NodeProcess(process, seat.Name, seat.Account, seat.Fault, new Uri(line[Listening.Length..].Split(';')[0]));
            }
        }
        catch
        {
            process.Kill();
            throw;
        }

        await log;
        throw new InvalidOperationException(string.Create(
            CultureInfo.InvariantCulture, $"{seat.Name} ended before it listened; its log is {Path.Combine(seat.Folder, "node.log")}."));
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private static async Task CopyAsync(StreamReader from, string path)
    {
        await using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite);
        await from.BaseStream.CopyToAsync(file, CancellationToken.None);
    }
}
