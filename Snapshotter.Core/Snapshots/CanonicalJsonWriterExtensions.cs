using System.Numerics;

namespace Snapshotter.Core.Snapshots;

/// <summary>A key and its value in one call, and maps whose keys are only known at run time.</summary>
public static class CanonicalJsonWriterExtensions
{
    /// <summary>Writes a key and a string.</summary>
    public static void Text(this CanonicalJsonWriter writer, ReadOnlySpan<byte> name, ReadOnlySpan<char> value)
    {
        writer.Name(name);
        writer.Text(value);
    }

    /// <summary>Writes a key and a float.</summary>
    public static void Float(this CanonicalJsonWriter writer, ReadOnlySpan<byte> name, double value)
    {
        writer.Name(name);
        writer.Float(value);
    }

    /// <summary>Writes a key and an integer.</summary>
    public static void Integer(this CanonicalJsonWriter writer, ReadOnlySpan<byte> name, long value)
    {
        writer.Name(name);
        writer.Integer(value);
    }

    /// <summary>Writes a key and an integer of any size.</summary>
    public static void Integer(this CanonicalJsonWriter writer, ReadOnlySpan<byte> name, BigInteger value)
    {
        writer.Name(name);
        writer.Integer(value);
    }

    /// <summary>Writes a key and <c>true</c> or <c>false</c>.</summary>
    public static void Boolean(this CanonicalJsonWriter writer, ReadOnlySpan<byte> name, bool value)
    {
        writer.Name(name);
        writer.Boolean(value);
    }

    /// <summary>Writes a key and begins its object.</summary>
    public static void StartObject(this CanonicalJsonWriter writer, ReadOnlySpan<byte> name)
    {
        writer.Name(name);
        writer.StartObject();
    }

    /// <summary>Writes a key and begins its array.</summary>
    public static void StartArray(this CanonicalJsonWriter writer, ReadOnlySpan<byte> name)
    {
        writer.Name(name);
        writer.StartArray();
    }

    /// <summary>Writes an object of entries in any order, sorted here.</summary>
    /// <exception cref="CanonicalJsonException">A key occurs twice.</exception>
    public static void Map<TValue>(
        this CanonicalJsonWriter writer,
        IEnumerable<KeyValuePair<string, TValue>> entries,
        Action<CanonicalJsonWriter, TValue> writeValue)
    {
        var sorted = entries.ToArray();
        Array.Sort(sorted, static (x, y) => CodePointOrder.Instance.Compare(x.Key, y.Key));
        writer.StartObject();
        foreach (var (key, value) in sorted)
        {
            writer.Name(key);
            writeValue(writer, value);
        }

        writer.EndObject();
    }

    /// <summary>Writes an object with one float per number, such as the reserves of each block.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="keys">The keys, which serve for every map over the same numbers.</param>
    /// <param name="values">The value of each number, lowest number first.</param>
    /// <exception cref="ArgumentException">There are not as many values as keys.</exception>
    public static void Map(this CanonicalJsonWriter writer, NumberedKeys keys, ReadOnlySpan<double> values)
    {
        if (values.Length != keys.Count) throw new ArgumentException($"{keys.Count} keys have {values.Length} values.", nameof(values));
        writer.StartObject();
        foreach (var (name, index) in keys.Sorted)
        {
            writer.Name(name);
            writer.Float(values[index]);
        }

        writer.EndObject();
    }

    /// <summary>Writes a key and an object with one float per number.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="name">The key of the object.</param>
    /// <param name="keys">The keys, which serve for every map over the same numbers.</param>
    /// <param name="values">The value of each number, lowest number first.</param>
    /// <exception cref="ArgumentException">There are not as many values as keys.</exception>
    public static void Map(this CanonicalJsonWriter writer, ReadOnlySpan<byte> name, NumberedKeys keys, ReadOnlySpan<double> values)
    {
        writer.Name(name);
        writer.Map(keys, values);
    }
}
