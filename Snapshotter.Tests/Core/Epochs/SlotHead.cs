using Snapshotter.Ethereum.RecordedChains;

namespace Snapshotter.Tests.Core.Epochs;

/// <summary>A head as mainnet's: a block every 12 seconds, now and then a slot without one.</summary>
internal sealed class SlotHead(TimeProvider time, long first, Func<long, bool> isMissed) : IChainHead
{
    private readonly DateTimeOffset _start = time.GetUtcNow();

    public long Number
    {
        get
        {
            var slots = (long)((time.GetUtcNow() - _start).TotalSeconds / 12);
            var head = first;
            for (var slot = 1L; slot <= slots; slot++)
            {
                if (!isMissed(slot)) head++;
            }

            return head;
        }
    }
}
