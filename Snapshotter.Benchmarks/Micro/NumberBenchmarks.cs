using System.Numerics;
using BenchmarkDotNet.Attributes;
using Snapshotter.Core.Numerics;

namespace Snapshotter.Benchmarks.Micro;

/// <summary>The arithmetic of snapshots: raw token amounts to doubles, and doubles to text as the original writes it.</summary>
public class NumberBenchmarks
{
    private readonly byte[] _text = new byte[PythonFloat.MaxLength];
    private UInt128 _amount;
    private BigInteger _largeAmount;
    private double _value;

    [GlobalSetup]
    public void Setup()
    {
        _amount = UInt128.Parse("123456789012345678901234", System.Globalization.CultureInfo.InvariantCulture);
        _largeAmount = BigInteger.Parse("123456789012345678901234567890123456789012345", System.Globalization.CultureInfo.InvariantCulture);
        _value = 1847.1234567890123;
    }

    [Benchmark]
    public double Divide() => ExactDivision.ByPowerOfTen(_amount, 18);

    [Benchmark]
    public double DivideLarge() => ExactDivision.ByPowerOfTen(_largeAmount, 18);

    [Benchmark]
    public int FloatText() => PythonFloat.Format(_value, _text);
}
