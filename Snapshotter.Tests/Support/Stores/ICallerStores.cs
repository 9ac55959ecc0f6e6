using Snapshotter.Core.Callers;

namespace Snapshotter.Tests.Support.Stores;

/// <summary>A user store and a call meter over data of their own.</summary>
internal interface ICallerStores : IAsyncDisposable
{
    IUserStore Users { get; }

    ICallMeter Meter { get; }

    /// <summary>The clock of the meter.</summary>
    FakeTime Time { get; }

    /// <summary>The number of callers the meter keeps anything of.</summary>
    Task<long> CountRowsAsync();

    /// <summary>Closes the adapters as an end of the process would, and opens others over the same data.</summary>
    Task ReopenAsync();
}
