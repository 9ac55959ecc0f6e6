using BenchmarkDotNet.Attributes;
using Snapshotter.Ethereum.Hashing;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Benchmarks.Micro;

/// <summary>Keccak-256 of what an Ethereum node hashes: a word, a signature, a transaction.</summary>
public class KeccakBenchmarks
{
    private byte[] _data = [];

    [Params(32, 1024)]
    public int Bytes { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _data = new byte[Bytes];
        new Random(1).NextBytes(_data);
    }

    [Benchmark]
    public Hash32 Keccak() => Keccak256.Hash(_data);
}
