namespace Snapshotter.Ethereum.Models;

/// <summary>The bits (0 to 2047) that an address or a topic sets in a <see cref="LogsBloom"/>.</summary>
/// <param name="First">From the first two bytes of the Keccak-256 hash.</param>
/// <param name="Second">From the next two.</param>
/// <param name="Third">From the two after.</param>
public readonly record struct LogsBloomBits(int First, int Second, int Third)
{
    /// <summary>Whether all three are set: false is certain, true may be chance.</summary>
    public bool AreIn(ReadOnlySpan<byte> bloom) => IsSet(bloom, First) && IsSet(bloom, Second) && IsSet(bloom, Third);

    private static bool IsSet(ReadOnlySpan<byte> bloom, int bit) => (bloom[LogsBloom.Size - 1 - (bit >> 3)] & (1 << (bit & 7))) != 0;
}
