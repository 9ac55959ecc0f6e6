namespace Snapshotter.Ethereum.RecordedChains;

/// <summary>How far a recorded chain can be seen: blocks above the head do not exist yet.</summary>
public interface IChainHead
{
    /// <summary>The height of the newest block there is now.</summary>
    long Number { get; }
}
