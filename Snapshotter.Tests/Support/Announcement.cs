using System.Diagnostics;

namespace Snapshotter.Tests.Support;

/// <summary>What a server writes when it is ready to be asked.</summary>
internal static class Announcement
{
    /// <summary>
    /// The first line on a process's output that is what is waited for, or null when the output ends before. What follows is read and dropped,
    /// so that the pipe never fills.
    /// </summary>
    /// <exception cref="OperationCanceledException">The process says nothing of the kind and does not end either.</exception>
    public static async Task<string?> OfAsync(Process process, Predicate<string> isIt)
    {
        using var patience = new CancellationTokenSource(Patience.Long);
        try
        {
            while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
            {
                if (!isIt(line)) continue;
                _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                return line;
            }
        }
        catch
        {
            // Nobody holds it who could end it.
            process.Kill(entireProcessTree: true);
            throw;
        }

        return null;
    }
}
