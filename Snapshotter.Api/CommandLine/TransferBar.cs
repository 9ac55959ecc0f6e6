using System.Globalization;
using Snapshotter.Api.Terminal;
using Snapshotter.Core.Storage.Transfer;

namespace Snapshotter.Api.CommandLine;

/// <summary>Shows a transfer on a progress bar.</summary>
internal sealed class TransferBar(IProgressBar bar) : IProgress<TransferProgress>
{
    /// <summary>Records by section, as a sentence lists them.</summary>
    public static string Describe(IReadOnlyDictionary<string, long> records) =>
        string.Join(", ", records.Where(static entry => entry.Value > 0 && entry.Key != "header").Select(static entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Value} {entry.Key}")));

    public void Report(TransferProgress value) => bar.Set(value.Done, value.Whole, value.Section);
}
