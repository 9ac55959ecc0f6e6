using System.Globalization;

namespace Snapshotter.Ethereum.Signing;

/// <summary>A field's type, read from its text (EIP-712, definition of typed structured data).</summary>
internal abstract record FieldType
{
    /// <summary>The most dimensions an array may have.</summary>
    private const int MaxDimensions = 16;

    private FieldType()
    {
    }

    /// <summary>Reads a type's text.</summary>
    /// <param name="text">Such as <c>uint256[2][]</c>.</param>
    /// <param name="path">Where it stands, for errors.</param>
    /// <exception cref="TypedDataException">It is no type.</exception>
    public static FieldType Parse(string text, string path)
    {
        var open = text.IndexOf('[', StringComparison.Ordinal);
        var type = ParseElement(open < 0 ? text : text[..open], path);
        var dimensions = 0;
        while (open >= 0)
        {
            var close = text.IndexOf(']', open);
            if (close < 0 || ++dimensions > MaxDimensions || !TryReadLength(text.AsSpan(open + 1, close - open - 1), out var length))
                throw new TypedDataException(path, $"'{text}' is no array type.");
            type = new Array(type, length);
            open = close + 1 < text.Length ? close + 1 : -1;
            if (open > 0 && text[open] != '[') throw new TypedDataException(path, $"'{text}' is no array type.");
        }

        return type;
    }

    /// <summary>The struct a field is made of in the end, or null.</summary>
    public string? StructName => this switch
    {
        Struct type => type.Name,
        Array type => type.Element.StructName,
        _ => null,
    };

    public static bool IsIdentifier(string text) =>
        text.Length > 0 && !char.IsAsciiDigit(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '$');

    private static bool TryReadLength(ReadOnlySpan<char> digits, out int? length)
    {
        length = null;
        if (digits.IsEmpty) return true;
        var isNumber = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        length = number;
        return isNumber && digits[0] != '0';
    }

    private static FieldType ParseElement(string name, string path)
    {
        if (name is "bool") return new Boolean();
        if (name is "address") return new Account();
        if (name is "string") return new Text();
        if (name is "bytes") return new Bytes();
        if (TryReadSize(name, "bytes", out var size) && size is >= 1 and <= 32) return new FixedBytes(size);
        if (TryReadSize(name, "uint", out size) && size % 8 == 0 && size is >= 8 and <= 256) return new Integer(size, IsSigned: false);
        if (TryReadSize(name, "int", out size) && size % 8 == 0 && size is >= 8 and <= 256) return new Integer(size, IsSigned: true);
        if (!IsIdentifier(name)) throw new TypedDataException(path, $"'{name}' is no type.");
        return new Struct(name);
    }

    private static bool TryReadSize(string name, string prefix, out int size)
    {
        size = 0;
        return name.StartsWith(prefix, StringComparison.Ordinal)
            && name.Length > prefix.Length
            && name[prefix.Length] != '0'
            && int.TryParse(name.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out size);
    }

    public sealed record Boolean : FieldType;

    public sealed record Account : FieldType;

    public sealed record Text : FieldType;

    public sealed record Bytes : FieldType;

    public sealed record FixedBytes(int Size) : FieldType;

    public sealed record Integer(int Bits, bool IsSigned) : FieldType;

    public sealed record Struct(string Name) : FieldType;

    public sealed record Array(FieldType Element, int? Length) : FieldType;
}
