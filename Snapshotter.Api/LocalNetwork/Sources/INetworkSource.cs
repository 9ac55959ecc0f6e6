namespace Snapshotter.Api.LocalNetwork.Sources;

/// <summary>The source chain of a local network, as it grows.</summary>
internal interface INetworkSource : IAsyncDisposable
{
    /// <summary>Its JSON-RPC endpoint.</summary>
    Uri Url { get; }

    /// <summary>Its id (EIP-155).</summary>
    long ChainId { get; }

    /// <summary>The first block of the first epoch.</summary>
    long FirstBlock { get; }

    /// <summary>The blocks of an epoch.</summary>
    byte EpochSize { get; }

    /// <summary>How many epochs it has; null where it grows for ever.</summary>
    int? MaxEpochs { get; }

    /// <summary>The folder with what the nodes build of it.</summary>
    string ConfigFolder { get; }

    /// <summary>Ends with an error when the chain can no longer grow.</summary>
    Task Running { get; }
}
