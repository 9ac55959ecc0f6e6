using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Snapshotter.Api.CommandLine;
using Snapshotter.Api.Hosting;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry;
using Snapshotter.Ethereum.RecordedChains;
using Snapshotter.Ethereum.Timing;
using Snapshotter.Tests.Ethereum.JsonRpc;
using Snapshotter.Tests.Ethereum.RecordedChains;
using Snapshotter.Tests.Support;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Api.Hosting;

public sealed class SourceIdentityTests
{
    [Fact]
    public async Task Live_chains_share_a_data_folder_only_when_they_have_the_same_id()
    {
        await using var stores = new SqliteStores();
        await CheckAsync(stores.State, "0x1");
        await CheckAsync(stores.State, "0x1");

        var other = () => CheckAsync(stores.State, "0x44d");

        (await other.Should().ThrowAsync<UserException>()).Which.Message.Should().Contain("(live chain 1, 10 blocks").And.Contain("(live chain 1101, 10 blocks").And.Contain("--data");
        Encoding.UTF8.GetString((await stores.State.FactAsync("node:identity", default))!).Should().Be("live chain 1, 10 blocks per epoch, namespace NS");
    }

    private static async Task CheckAsync(IStateStore store, string chainId)
    {
        using var client = Clients.Create(Clients.Options("a"), new ChainWithId(chainId), Clients.Time());
        var identity = new SourceIdentity(new RunIdentity(null, 10, "NS"), client, store, new EpochOptions(), new PipelineProgress(new SteadyTime(TimeProvider.System)), new SteadyTime(TimeProvider.System), NullLogger<SourceIdentity>.Instance);
        await identity.CheckAsync(default);
    }

    /// <summary>The golden chain under another id.</summary>
    private sealed class ChainWithId(string chainId)
        : DelegatingHandler(new RecordedChainHandler(new RecordedChainRpc(RecordedWorld.Golden.Chain, FixedHead.AllOf(RecordedWorld.Golden.Chain))))
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            response.Content = new StringContent(text.Replace("\"result\":\"0x1\"", $"\"result\":\"{chainId}\"", StringComparison.Ordinal), Encoding.UTF8, "application/json");
            return response;
        }
    }
}
