using Snapshotter.Core.Epochs;
using Snapshotter.Ethereum.JsonRpc;

namespace Snapshotter.Core.Chain;

/// <summary>The calls of views that go out with the reading of an epoch, so that its processors find their answers there.</summary>
internal sealed class ViewReads(Epoch epoch, IReadOnlyList<ViewKey> views, RolledViews before)
{
    private readonly List<(ViewKey View, long Block, RpcAnswer<byte[]> Answer)> _calls = [];

    /// <summary>
    /// Adds, where views are rolled, the value before the epoch where it is not known, and the value at its end at check epochs, and
    /// always for a contract that was not there before: no event tells that it came into being.
    /// </summary>
    public void AddRolled(RpcBatch batch, bool checkAll)
    {
        foreach (var view in views)
        {
            var isKnown = before.TryGet(view, epoch.Begin - 1, out var value);
            if (!isKnown && epoch.Begin > 0) Add(batch, view, epoch.Begin - 1);
            if (checkAll || (isKnown && value is null)) Add(batch, view, epoch.End);
        }
    }

    /// <summary>Adds the values at all blocks, where views are called.</summary>
    public void AddCalled(RpcBatch batch)
    {
        foreach (var view in views)
        {
            for (var block = epoch.Begin; block <= epoch.End; block++) Add(batch, view, block);
        }
    }

    /// <summary>Gives the answers to the epoch. A call that failed is made again by who needs it.</summary>
    public void GiveTo(EpochChain chain)
    {
        foreach (var (view, block, answer) in _calls)
        {
            if (answer.IsSuccess) chain.Prime(new CallKey(view.Contract, view.View.Calldata, block), answer.Value);
        }

        if (!chain.DerivesFromLogs) return;
        var starts = Answers(epoch.Begin - 1);
        foreach (var view in views) chain.Views.RollAhead(view, starts.TryGetValue(view, out var start) ? start : null);
        foreach (var (view, answer) in Answers(epoch.End)) chain.Views.Check(view, answer);
    }

    private Dictionary<ViewKey, ReadOnlyMemory<byte>> Answers(long block) => _calls
        .Where(call => call.Block == block && call.Answer.IsSuccess)
        .ToDictionary(static call => call.View, static call => (ReadOnlyMemory<byte>)call.Answer.Value);

    private void Add(RpcBatch batch, ViewKey view, long block) => _calls.Add((view, block, batch.Call(view.Contract, view.View.Calldata, BlockTag.At(block))));
}
