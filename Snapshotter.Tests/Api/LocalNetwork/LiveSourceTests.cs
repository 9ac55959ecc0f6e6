using System.Text.Json.Nodes;
using Snapshotter.Api.Hosting;
using Snapshotter.Api.LocalNetwork;
using Snapshotter.Api.LocalNetwork.Faults;
using Snapshotter.Api.LocalNetwork.Sources.Live;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Tests.Support;
using Snapshotter.Tests.Support.Anvils;

namespace Snapshotter.Tests.Api.LocalNetwork;

public sealed class LiveSourceTests
{
    [Fact]
    public async Task The_same_seed_gives_the_same_blocks_and_another_gives_others()
    {
        var first = await BlockAsync(seed: 3);
        (await BlockAsync(seed: 3)).Should().Be(first);
        (await BlockAsync(seed: 4)).Should().NotBe(first);
    }

    /// <summary>The hash of the third block of trades.</summary>
    private static async Task<string> BlockAsync(int seed)
    {
        using var folder = new TemporaryFolder();
        var code = await UniswapCode.LoadAsync(Path.GetFullPath(Path.Combine(Anvil.FindTool(), "..", "..", "..")), TextWriter.Null, CancellationToken.None);
        var options = new LocalNetworkOptions(1, 0.05, null, FaultKind.None, BundledFiles.ConfigFolder, null, null) { Seed = seed };
        await using var source = await LiveSource.StartAsync(options, Anvil.FindTool(), code, folder.PathOf("config"), CancellationToken.None);
        JsonNode.Parse(await File.ReadAllTextAsync(folder.PathOf("config/projects.json")))!["config"]![0]!["projects"]!.AsArray().Should().HaveCount(6);
        using var rpc = new RpcClient(new RpcOptions { Endpoints = { new RpcEndpointOptions { Url = source.Url.AbsoluteUri } } }, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        while (true)
        {
            var batch = rpc.CreateBatch("test");
            var block = batch.Block(source.FirstBlock + 2);
            await batch.SendAsync(CancellationToken.None);
            if (source.Running.IsFaulted) await source.Running;
            if (block.IsSuccess && block.Value is { } header) return header.Hash.ToString();
        }
    }
}
