using Snapshotter.Core.Jobs;
using Snapshotter.Core.Storage;

namespace Snapshotter.Tests.Support.Stores;

/// <summary>The adapters of the storage ports over data of their own, which can be closed and opened again. What a contract is tested against.</summary>
internal interface IStores : IAsyncDisposable
{
    IStateStore State { get; }

    IJobQueue Queue { get; }

    IContentStore Content { get; }

    /// <summary>The clock of the queue.</summary>
    FakeTime Time { get; }

    /// <summary>Closes the adapters as an end of the process would, and opens others over the same data.</summary>
    Task ReopenAsync();
}
