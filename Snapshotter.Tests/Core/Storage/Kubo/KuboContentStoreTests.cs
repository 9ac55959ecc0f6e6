using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Kubo;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Storage.Kubo;

/// <summary>The contract of content stores, in front of a real IPFS node; only what no one has is an error here, since it may come to be.</summary>
public sealed class KuboContentStoreTests(KuboNodeTests.Shared shared) : ContentStoreContract, IClassFixture<KuboNodeTests.Shared>
{
    private protected override IStores Open() => new KuboStores(shared.Node.Url, new KuboOptions { Timeout = TimeSpan.FromSeconds(5) });

    protected override async Task ShouldBeAbsentAsync(Func<Task> get) => await get.Should().ThrowAsync<StorageException>();
}
