using System.Buffers;
using BenchmarkDotNet.Attributes;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Benchmarks.Micro;

/// <summary>The canonical bytes of a snapshot of about 3 KB, from the model a processor built.</summary>
public class SnapshotBytesBenchmarks
{
    private const int Length = 3000;

    private readonly ArrayBufferWriter<byte> _buffer = new(8192);
    private ISnapshot? _snapshot;
    private CanonicalJsonWriter? _writer;

    [GlobalSetup]
    public void Setup()
    {
        // Run in process, BenchmarkDotNet does not await a setup.
        (_snapshot, _) = SampleEpoch.NearestAsync(Length).GetAwaiter().GetResult();
        _writer = new CanonicalJsonWriter(_buffer);
    }

    [Benchmark]
    public int CanonicalJsonOf3Kb()
    {
        _buffer.ResetWrittenCount();
        _writer!.Reset(_buffer);
        _snapshot!.WriteTo(_writer);
        _writer.Complete();
        return _buffer.WrittenCount;
    }
}
