using System.Runtime.CompilerServices;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Chain;

/// <summary>A view of a contract. Views are declared once and compared by identity.</summary>
internal readonly record struct ViewKey(IEventSourcedView View, Address Contract)
{
    public bool Equals(ViewKey other) => ReferenceEquals(View, other.View) && Contract == other.Contract;

    public override int GetHashCode() => HashCode.Combine(RuntimeHelpers.GetHashCode(View), Contract);
}
