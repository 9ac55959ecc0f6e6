namespace Snapshotter.Ethereum.RecordedChains;

/// <summary>A JSON value within the bytes of a recorded file.</summary>
internal readonly record struct JsonSlice(int Offset, int Length)
{
    public ReadOnlySpan<byte> Of(byte[] file) => file.AsSpan(Offset, Length);
}
