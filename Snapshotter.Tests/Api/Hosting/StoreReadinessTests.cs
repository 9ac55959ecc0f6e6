using Microsoft.Extensions.Logging.Abstractions;
using Snapshotter.Api.Hosting;
using Snapshotter.Core.Storage;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Api.Hosting;

/// <summary>A start while the state is away.</summary>
public sealed class StoreReadinessTests
{
    [Fact]
    public async Task What_the_start_reads_is_read_again_as_a_whole_until_the_state_is_there()
    {
        var (time, reads) = (new FakeTime(), new List<string>());
        var reading = StoreReadiness.ReadAsync(ReadAsync, time, NullLogger.Instance, default);
        await time.AdvanceUntilAsync(reading);

        (await reading).Should().Be(7);
        reads.Should().Equal("first", "first", "second", "first", "second");

        Task<int> ReadAsync(CancellationToken cancellationToken)
        {
            reads.Add("first");
            if (reads.Count == 1) throw new StorageException("away");
            reads.Add("second");
            return reads.Count == 3 ? throw new StorageException("away again, between two reads") : Task.FromResult(7);
        }
    }
}
