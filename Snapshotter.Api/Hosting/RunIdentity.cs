using System.Globalization;

namespace Snapshotter.Api.Hosting;

/// <summary>What tells one run's epochs from another's.</summary>
/// <param name="Recording">The recording in words; null on a live chain, whose id its endpoints tell.</param>
/// <param name="EpochSize">The blocks of an epoch.</param>
/// <param name="Namespace">The last part of every project id.</param>
/// <param name="Contract">Which contract decides, in words after a comma; empty where the node itself does.</param>
internal sealed record RunIdentity(string? Recording, int EpochSize, string Namespace, string Contract = "")
{
    /// <summary>The identity in words.</summary>
    /// <param name="source">The recording, or the live chain.</param>
    public string Of(string source) => string.Create(CultureInfo.InvariantCulture, $"{source}, {EpochSize} blocks per epoch, namespace {Namespace}{Contract}");
}
