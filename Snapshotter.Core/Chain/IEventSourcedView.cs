using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Chain;

/// <summary>What the chain layer needs of an <see cref="EventSourcedView{T}"/> without knowing its value's type.</summary>
internal interface IEventSourcedView
{
    string Name { get; }

    ReadOnlyMemory<byte> Calldata { get; }

    Hash32 Signature { get; }

    object ReadCall(ReadOnlyMemory<byte> answer);

    object ReadEvent(LogEntry log);

    /// <returns>An answer that <see cref="ReadCall"/> reads as the value, or null where the view does not say how.</returns>
    ReadOnlyMemory<byte>? WriteCall(object value);
}
