using Microsoft.Extensions.Logging.Abstractions;
using Snapshotter.Api.Hosting;
using Snapshotter.Benchmarks.CommandLine;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Preloading;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage.Sqlite;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.RecordedChains;

namespace Snapshotter.Benchmarks.Micro;

/// <summary>Snapshots of the recorded chain, built without a network.</summary>
internal static class SampleEpoch
{
    private const long FirstBlock = 501;
    private const int Size = 10;
    private const int Epochs = 20;

    /// <summary>The snapshot whose canonical bytes are nearest to a length.</summary>
    public static async Task<(ISnapshot Snapshot, byte[] Bytes)> NearestAsync(int length)
    {
        var folder = Directory.CreateTempSubdirectory("snapshotter-bench-");
        try
        {
            await using var store = SqliteStateStore.Open(folder.FullName);
            var chain = RecordedChain.Load(Checkout.GoldenChain);
            using var handler = new RecordedChainHandler(new RecordedChainRpc(chain, FixedHead.AllOf(chain)));
            var options = new RpcOptions { Endpoints = { new RpcEndpointOptions { Url = "http://recording" } } };
            using var rpc = new RpcClient(options, TimeProvider.System, NullLogger.Instance, handler);
            return await NearestAsync(new SourceChainReader(rpc, store, new SourceChainOptions(), DelegatedWork.Default, TimeProvider.System), length);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(ISnapshot, byte[])> NearestAsync(SourceChainReader reader, int length)
    {
        var (_, plan, _) = NodeConfigurationLoader.Load(Checkout.DefaultConfig);
        (ISnapshot Snapshot, byte[] Bytes)? best = null;
        for (var i = 0; i < Epochs; i++)
        {
            var begin = FirstBlock + (i * Size);
            var read = await reader.TryReadAsync(new Epoch(i + 1, begin, begin + Size - 1), 0, CancellationToken.None);
            foreach (var type in plan.Types)
            {
                foreach (var project in type.Projects)
                {
                    var snapshot = await type.Processor.BuildAsync(project.Source, read!, CancellationToken.None) ?? throw new InvalidOperationException($"There is no snapshot of {project.Id}.");
                    var bytes = CanonicalJson.Serialize(snapshot, static (writer, model) => model.WriteTo(writer));
                    if (best is null || Math.Abs(bytes.Length - length) < Math.Abs(best.Value.Bytes.Length - length)) best = (snapshot, bytes);
                }
            }
        }

        return best!.Value;
    }
}
