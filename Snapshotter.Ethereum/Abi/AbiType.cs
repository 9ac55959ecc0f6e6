namespace Snapshotter.Ethereum.Abi;

/// <summary>A type of the contract ABI specification, with what the encoding needs to know of it. Types are compared by <see cref="Canonical"/>.</summary>
public sealed class AbiType : IEquatable<AbiType>
{
    /// <summary>The deepest nesting of arrays and tuples that is accepted.</summary>
    public const int MaxDepth = 32;

    /// <summary>The longest fixed-length array, and the largest number of words a static type may take.</summary>
    public const int MaxFixedLength = 1 << 20;

    private AbiType(AbiKind kind, string canonical, int valueBytes)
    {
        Kind = kind;
        Canonical = canonical;
        ValueBytes = valueBytes;
        IsDynamic = kind is AbiKind.Bytes or AbiKind.String;
        ContentBytes = AbiWord.Size;
    }

    private AbiType(AbiType element, int? length)
    {
        Kind = AbiKind.Array;
        Canonical = $"{element.Canonical}[{length}]";
        Element = element;
        Length = length;
        IsDynamic = length is null || element.IsDynamic;
        if (length is < 0 or > MaxFixedLength) throw new AbiException($"type '{Canonical}'", $"a fixed-length array has at most {MaxFixedLength} elements.");
        ContentBytes = Fit((long)(length ?? 0) * element.HeadBytes);
        Depth = Nest(element.Depth);
    }

    private AbiType(IReadOnlyList<AbiParameter> components)
    {
        Kind = AbiKind.Tuple;
        Canonical = $"({string.Join(',', components.Select(component => component.Type.Canonical))})";
        Components = components;
        IsDynamic = components.Any(component => component.Type.IsDynamic);
        ContentBytes = Fit(components.Sum(component => (long)component.Type.HeadBytes));
        Depth = Nest(components.Select(component => component.Type.Depth).DefaultIfEmpty().Max());
    }

    /// <summary><c>uint256</c>.</summary>
    public static AbiType UInt256 { get; } = UInt(256);

    /// <summary><c>bool</c>.</summary>
    public static AbiType Bool { get; } = new(AbiKind.Bool, "bool", 1);

    /// <summary><c>address</c>.</summary>
    public static AbiType Address { get; } = new(AbiKind.Address, "address", Primitives.Address.Size);

    /// <summary><c>function</c>: an address and a selector.</summary>
    public static AbiType Function { get; } = new(AbiKind.Function, "function", Primitives.Address.Size + Selector.Size);

    /// <summary><c>bytes</c>.</summary>
    public static AbiType Bytes { get; } = new(AbiKind.Bytes, "bytes", 0);

    /// <summary><c>string</c>.</summary>
    public static AbiType String { get; } = new(AbiKind.String, "string", 0);

    /// <summary>The kind, which fixes the .NET type of values.</summary>
    public AbiKind Kind { get; }

    /// <summary>The type as it stands in a signature: no aliases, no names.</summary>
    public string Canonical { get; }

    /// <summary>The bytes of a value that fits one word, without padding: 8 for <c>uint64</c>, 20 for <c>address</c>; 0 for all other types.</summary>
    public int ValueBytes { get; }

    /// <summary>The type of an array's elements; null for all other types.</summary>
    public AbiType? Element { get; }

    /// <summary>The number of elements of <c>T[k]</c>; null for all other types.</summary>
    public int? Length { get; }

    /// <summary>The components of a tuple; empty for all other types.</summary>
    public IReadOnlyList<AbiParameter> Components { get; } = [];

    /// <summary>Whether the encoding stands elsewhere and the head holds its offset only.</summary>
    public bool IsDynamic { get; }

    /// <summary>Whether a value is one word: any type but <c>bytes</c>, <c>string</c>, arrays and tuples.</summary>
    public bool IsValueType => ValueBytes > 0;

    /// <summary>The bytes of this type in the head of what surrounds it.</summary>
    internal int HeadBytes => IsDynamic ? AbiWord.Size : ContentBytes;

    /// <summary>The bytes of the heads of all components or elements, where their number is fixed.</summary>
    internal int ContentBytes { get; }

    private int Depth { get; }

    /// <summary><c>uint&lt;bits&gt;</c>.</summary>
    /// <exception cref="AbiException"><paramref name="bits"/> is no multiple of 8 from 8 to 256.</exception>
    public static AbiType UInt(int bits) => new(AbiKind.UInt, $"uint{bits}", WholeBytes("uint", bits));

    /// <summary><c>int&lt;bits&gt;</c>.</summary>
    /// <exception cref="AbiException"><paramref name="bits"/> is no multiple of 8 from 8 to 256.</exception>
    public static AbiType Int(int bits) => new(AbiKind.Int, $"int{bits}", WholeBytes("int", bits));

    /// <summary><c>fixed&lt;bits&gt;x&lt;decimals&gt;</c> or <c>ufixed&lt;bits&gt;x&lt;decimals&gt;</c>.</summary>
    /// <exception cref="AbiException"><paramref name="bits"/> is no multiple of 8 from 8 to 256, or <paramref name="decimals"/> is not from 1 to 80.</exception>
    public static AbiType FixedPoint(bool isSigned, int bits, int decimals)
    {
        var name = isSigned ? "fixed" : "ufixed";
        if (decimals is < 1 or > 80) throw new AbiException($"type '{name}{bits}x{decimals}'", "1 to 80 decimals are allowed.");
        return new(isSigned ? AbiKind.Fixed : AbiKind.UFixed, $"{name}{bits}x{decimals}", WholeBytes(name, bits));
    }

    /// <summary><c>bytes&lt;length&gt;</c>.</summary>
    /// <exception cref="AbiException"><paramref name="length"/> is not from 1 to 32.</exception>
    public static AbiType FixedBytes(int length)
    {
        if (length is < 1 or > AbiWord.Size) throw new AbiException($"type 'bytes{length}'", "1 to 32 bytes are allowed.");
        return new(AbiKind.FixedBytes, $"bytes{length}", length);
    }

    /// <summary><c>element[]</c>, or <c>element[length]</c>.</summary>
    /// <exception cref="AbiException">The type would be too long or too deep.</exception>
    public static AbiType ArrayOf(AbiType element, int? length = null) => new(element, length);

    /// <summary><c>(T1,...,Tn)</c>.</summary>
    /// <exception cref="AbiException">The type would be too long or too deep.</exception>
    public static AbiType TupleOf(params IReadOnlyList<AbiParameter> components) => new(components);

    /// <summary><c>(T1,...,Tn)</c> with components that have no names.</summary>
    /// <exception cref="AbiException">The type would be too long or too deep.</exception>
    public static AbiType TupleOf(IEnumerable<AbiType> components) => new([.. components.Select(type => new AbiParameter("", type))]);

    /// <summary>Reads a type's text: <c>uint</c>, <c>bytes32[4][]</c>, <c>tuple(address owner, uint96[] shares)</c>, <c>(bool,string)</c>.</summary>
    /// <exception cref="AbiException">The text is no type of the ABI.</exception>
    public static AbiType Parse(string text)
    {
        var reader = new AbiTextReader(text);
        var type = reader.ReadType();
        reader.RequireEnd();
        return type;
    }

    /// <inheritdoc/>
    public bool Equals(AbiType? other) => other is not null && Canonical == other.Canonical;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AbiType);

    /// <inheritdoc/>
    public override int GetHashCode() => Canonical.GetHashCode(StringComparison.Ordinal);

    /// <summary>The canonical text.</summary>
    public override string ToString() => Canonical;

    private static int WholeBytes(string name, int bits)
    {
        if (bits is < 8 or > 256 || bits % 8 != 0) throw new AbiException($"type '{name}{bits}'", "the bits are a multiple of 8 from 8 to 256.");
        return bits / 8;
    }

    private int Fit(long bytes) => bytes <= (long)MaxFixedLength * AbiWord.Size
        ? (int)bytes
        : throw new AbiException($"type '{Canonical}'", $"a static type takes at most {MaxFixedLength} words.");

    private int Nest(int depth) => depth < MaxDepth
        ? depth + 1
        : throw new AbiException($"type '{Canonical}'", $"arrays and tuples nest at most {MaxDepth} deep.");
}
