using Snapshotter.Core.Chain;
using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Computes.Declared.Calls;

/// <summary>Builds <see cref="CallsSnapshot"/>s.</summary>
internal sealed class CallsProcessor(CallsDeclaration declaration) : ISnapshotProcessor
{
    /// <inheritdoc/>
    public DataSourceShape SourceShape { get; } = declaration.Reads.Any(static read => read.UsesSource) ? DataSourceShape.Address : DataSourceShape.None;

    /// <inheritdoc/>
    public async ValueTask<ISnapshot?> BuildAsync(DataSource? source, ISourceChain chain, CancellationToken cancellationToken)
    {
        var first = declaration.EveryBlock ? chain.Epoch.Begin : chain.Epoch.End;
        var blocks = checked((int)(chain.Epoch.End - first + 1));
        var places = declaration.Reads.SelectMany(read => Enumerable.Range(0, blocks).Select(block => (read, first + block))).ToArray();
        var calls = declaration.Reads.ToDictionary(static read => read, read => (Contract: read.Contract.Of(source), Data: read.Function.EncodeCall(read.Arguments.Of(source))));
        var (header, values) = await Reads.BothAsync(
            chain.BlockAsync(chain.Epoch.End, cancellationToken),
            Reads.AllAsync(places.Length, (places, calls, chain, cancellationToken), static (state, index) =>
            {
                var (read, block) = state.places[index];
                var (contract, data) = state.calls[read];
                return ReadAsync(read, contract, data, block, state.chain, state.cancellationToken);
            }));
        return new CallsSnapshot(declaration, source?.Value, chain.Epoch, header.Timestamp, [.. values.Chunk(blocks)]);
    }

    private static async ValueTask<AbiValues> ReadAsync(DeclaredRead read, Address contract, byte[] data, long block, ISourceChain chain, CancellationToken cancellationToken)
    {
        var answer = await chain.CallAsync(contract, data, block, cancellationToken);
        try
        {
            return read.Function.DecodeResult(answer.Span);
        }
        catch (AbiException exception)
        {
            throw new SnapshotException($"{chain.Epoch}: the answer of {contract} at block {block} for '{read.Name}' cannot be read: {exception.Message}", exception);
        }
    }
}
