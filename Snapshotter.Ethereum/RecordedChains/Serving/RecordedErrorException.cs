namespace Snapshotter.Ethereum.RecordedChains.Serving;

/// <summary>Ends one call with the error object that was recorded for it.</summary>
internal sealed class RecordedErrorException(JsonSlice error) : Exception
{
    public JsonSlice Error { get; } = error;
}
