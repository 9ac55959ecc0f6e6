using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Chain;

/// <summary>
/// A contract's view whose value changes in one way only: by an event that carries the new value. Its value at the end of a block is then
/// that of the last event up to there, or the value before the epoch. Who declares one must say why no other change is possible.
/// </summary>
/// <typeparam name="T">The value; compared by <see cref="object.Equals(object)"/> when a rolled value is checked against a call.</typeparam>
/// <param name="Name">For errors and metrics, such as <c>getReserves</c>.</param>
/// <param name="Calldata">The call that reads the view.</param>
/// <param name="FromCall">Reads the call's answer; throws FormatException when it has another shape.</param>
/// <param name="Signature">The event's first topic.</param>
/// <param name="FromEvent">Reads the new value from an event; throws FormatException when it has another shape.</param>
public sealed record EventSourcedView<T>(string Name, ReadOnlyMemory<byte> Calldata, Func<ReadOnlyMemory<byte>, T> FromCall, Hash32 Signature, Func<LogEntry, T> FromEvent)
    : IEventSourcedView where T : class
{
    /// <summary>Writes a value as an answer that <see cref="FromCall"/> reads as the same one, so that hosts can share it; null where each reads it for itself.</summary>
    public Func<T, ReadOnlyMemory<byte>>? ToCall { get; init; }

    object IEventSourcedView.ReadCall(ReadOnlyMemory<byte> answer) => FromCall(answer);

    object IEventSourcedView.ReadEvent(LogEntry log) => FromEvent(log);

    ReadOnlyMemory<byte>? IEventSourcedView.WriteCall(object value) => ToCall?.Invoke((T)value);
}
