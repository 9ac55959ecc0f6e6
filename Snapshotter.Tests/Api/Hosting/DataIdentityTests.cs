using Snapshotter.Api.CommandLine;
using Snapshotter.Api.Hosting;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Api.Hosting;

public sealed class DataIdentityTests
{
    [Fact]
    public async Task A_data_folder_of_another_run_is_refused()
    {
        await using var stores = new SqliteStores();
        await DataIdentity.CheckAsync(stores.State, "live chain, 10 blocks per epoch", default);
        await DataIdentity.CheckAsync(stores.State, "live chain, 10 blocks per epoch", default);

        var other = () => DataIdentity.CheckAsync(stores.State, "live chain, 5 blocks per epoch", default);

        (await other.Should().ThrowAsync<UserException>()).Which.Message.Should().Contain("10 blocks per epoch").And.Contain("5 blocks per epoch").And.Contain("--data");
    }
}
