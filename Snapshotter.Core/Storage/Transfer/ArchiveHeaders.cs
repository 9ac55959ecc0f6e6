using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Snapshotter.Core.Storage.Transfer;

/// <summary>Says what a state is of.</summary>
internal static class ArchiveHeaders
{
    public static async ValueTask<ArchiveHeader> OfAsync(IStateStore store, StateSizes sizes, bool hasContents, CancellationToken cancellationToken)
    {
        var current = await store.CurrentEpochAsync(cancellationToken);
        var totals = await store.SubmissionTotalsAsync(cancellationToken);
        var source = await store.FactAsync(WellKnownFacts.Identity, cancellationToken);
        var text = new StringBuilder(current?.ToString());
        foreach (var (section, count) in sizes.BySection) text.Append(CultureInfo.InvariantCulture, $"\n{section} {count}");
        foreach (var total in totals) text.Append('\n').Append(total);
        return new ArchiveHeader(
            ArchiveHeader.CurrentVersion,
            totals.Count > 0 ? totals[0].ProjectId.Split(':')[^1] : "",
            current?.Epoch.Size ?? 0,
            source is null ? "" : Encoding.UTF8.GetString(source),
            current?.Epoch.Id ?? 0,
            hasContents,
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()))));
    }
}
