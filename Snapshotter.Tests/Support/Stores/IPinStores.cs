using Snapshotter.Core.Storage.Pins;

namespace Snapshotter.Tests.Support.Stores;

/// <summary>A content store with the queue of what is to be pinned.</summary>
internal interface IPinStores : IAsyncDisposable
{
    IStores Stores { get; }

    IPinQueue Pins { get; }

    Task ReopenAsync();
}
