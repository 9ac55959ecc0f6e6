using System.Buffers;
using Snapshotter.Api.Chaos.Worlds;
using Snapshotter.Ethereum.RecordedChains;

namespace Snapshotter.Api.Chaos.Source;

/// <summary>What honest endpoints of the source chain answer.</summary>
internal static class RecordedAnswers
{
    /// <summary>The answer to a request of an endpoint that shows something of the world's chain.</summary>
    public static ReadOnlyMemory<byte> To(ReadOnlyMemory<byte> request, ChaosWorld world, ChainView view)
    {
        var output = new ArrayBufferWriter<byte>();
        new RecordedChainRpc(world.Forks[view.Fork].Chain, new FixedHead(view.Head)).Answer(request, output);
        return output.WrittenMemory;
    }
}
