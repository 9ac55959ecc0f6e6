using Snapshotter.Core.Protocol.Contract.Events;

namespace Snapshotter.Core.Protocol.Contract.Following;

/// <summary>Is told of events once what they change is durable. It may be told of one again after a restart.</summary>
public interface IProtocolEvents
{
    /// <summary>Something happened. Must be quick and must not throw.</summary>
    void Happened(ProtocolEvent happened);

    /// <summary>Blocks that were read are no longer in the chain, and what they told is undone. Must be quick and must not throw.</summary>
    void Reorganised()
    {
    }

    /// <summary>A released epoch was replaced by another one and everything of it is removed. Told before the event that replaced it; must be quick and must not throw.</summary>
    void Withdrawn(long epochId)
    {
    }
}
