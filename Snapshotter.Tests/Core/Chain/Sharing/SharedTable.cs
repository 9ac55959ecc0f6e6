using Snapshotter.Core.Chain.Sharing;

namespace Snapshotter.Tests.Core.Chain.Sharing;

/// <summary>Hosts of one process that share what they read, each under its name.</summary>
internal sealed class SharedTable
{
    public Dictionary<long, byte[]> Reads { get; } = [];

    public Dictionary<string, byte[]> Wishes { get; } = [];

    public ISharedReads Of(string host) => new Place(this, host);

    private sealed class Place(SharedTable table, string host) : ISharedReads
    {
        public bool HasReaders => true;

        public bool HasListeners => true;

        public ValueTask PutAsync(long epochId, byte[] reads, CancellationToken cancellationToken)
        {
            table.Reads[epochId] = reads;
            return default;
        }

        public ValueTask<byte[]?> GetAsync(long epochId, CancellationToken cancellationToken) => new(table.Reads.GetValueOrDefault(epochId));

        public ValueTask TellAsync(byte[] wishes, CancellationToken cancellationToken)
        {
            table.Wishes[host] = wishes;
            return default;
        }

        public ValueTask<IReadOnlyList<byte[]>> HearAsync(CancellationToken cancellationToken) => new([.. table.Wishes.Where(told => told.Key != host).Select(static told => told.Value)]);
    }
}
