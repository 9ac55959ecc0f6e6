using System.Buffers.Binary;
using System.Text;
using Snapshotter.Ethereum.Hashing;

namespace Snapshotter.Api.SyntheticChains;

/// <summary>Random numbers that are the same on every machine and version: SplitMix64.</summary>
internal sealed class Lots(ulong seed)
{
    private ulong _state = seed;

    /// <summary>Lots that depend on the seed and the name alone, so that one drawer's needs never change what another draws.</summary>
    public static Lots Of(ulong seed, string name)
    {
        var text = Encoding.UTF8.GetBytes(FormattableString.Invariant($"{seed} {name}"));
        return new Lots(BinaryPrimitives.ReadUInt64LittleEndian(Keccak256.Hash(text).Bytes));
    }

    /// <summary>A number from 0 up to, and without, a bound.</summary>
    public int Below(int bound) => (int)(Next() % (ulong)bound);

    /// <summary>A number from one bound to another, both included.</summary>
    public int Between(int lowest, int highest) => lowest + Below(highest - lowest + 1);

    /// <summary>True so many times in a thousand.</summary>
    public bool Chance(int permille) => Below(1000) < permille;

    /// <summary>One of some.</summary>
    public T OneOf<T>(IReadOnlyList<T> some) => some[Below(some.Count)];

    /// <summary>A seed for others.</summary>
    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
