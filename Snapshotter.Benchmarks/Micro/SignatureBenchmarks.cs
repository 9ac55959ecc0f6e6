using BenchmarkDotNet.Attributes;
using Snapshotter.Benchmarks.CommandLine;
using Snapshotter.Ethereum.Cryptography;
using Snapshotter.Ethereum.Cryptography.Native;
using Snapshotter.Ethereum.Hashing;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Benchmarks.Micro;

/// <summary>secp256k1 with libsecp256k1 and without.</summary>
public class SignatureBenchmarks
{
    public enum Arithmetic
    {
        Managed,
        Native,
    }

    private static readonly Hash32 Digest = Keccak256.Hash("digest");

    private readonly byte[] _key = Keccak256.Hash("key").Bytes.ToArray();
    private ISecp256k1 _curve = Secp256k1.Managed;
    private Signature _signature;

    [Params(Arithmetic.Native, Arithmetic.Managed)]
    public Arithmetic With { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        if (With == Arithmetic.Native)
        {
            _curve = NativeSecp256k1.TryLoad(out var native, out var fault) ? native : throw new BenchmarkException($"libsecp256k1 cannot be loaded ({fault}): install it with 'apt-get install libsecp256k1-1'.");
        }

        _signature = _curve.Sign(Digest, _key);
    }

    [Benchmark]
    public Signature Sign() => _curve.Sign(Digest, _key);

    [Benchmark]
    public bool Recover() => _curve.TryRecover(Digest, _signature, out _);
}
