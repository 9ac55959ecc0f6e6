using BenchmarkDotNet.Attributes;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Benchmarks.Micro;

/// <summary>The CID of a snapshot, which is one raw block, and of a file that becomes a DAG.</summary>
public class CidBenchmarks
{
    private byte[] _content = [];

    [Params(3_000, 1_000_000)]
    public int Bytes { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _content = new byte[Bytes];
        new Random(1).NextBytes(_content);
    }

    [Benchmark]
    public Cid ContentId() => CidOf.Content(_content);
}
