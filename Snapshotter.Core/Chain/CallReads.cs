using Snapshotter.Core.Epochs;
using Snapshotter.Ethereum.JsonRpc;

namespace Snapshotter.Core.Chain;

/// <summary>The calls that earlier epochs made and that go out with the reading of this one.</summary>
internal sealed class CallReads(Epoch epoch, IReadOnlyList<EpochCall> calls)
{
    private readonly List<(CallKey Key, RpcAnswer<byte[]> Answer)> _sent = [];

    /// <summary>Adds the calls whose place this epoch has.</summary>
    public void AddTo(RpcBatch batch)
    {
        foreach (var key in calls.Where(call => call.Place <= epoch.Size).Select(call => call.In(epoch)))
        {
            _sent.Add((key, batch.Call(key.Contract, key.Calldata, BlockTag.At(key.Block))));
        }
    }

    /// <summary>Gives the answers to the epoch. A call that failed is made again by who needs it.</summary>
    public void GiveTo(EpochChain chain)
    {
        foreach (var (key, answer) in _sent)
        {
            if (answer.IsSuccess) chain.Prime(key, answer.Value);
        }
    }
}
