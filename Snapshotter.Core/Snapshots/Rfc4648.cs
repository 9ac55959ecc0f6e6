namespace Snapshotter.Core.Snapshots;

/// <summary>
/// A text encoding with a fixed number of bits per character, as base32 and base64 of RFC 4648; multibase writes base2,
/// base8 and base16 the same way.
/// </summary>
internal sealed class Rfc4648
{
    private const byte Unknown = 0xFF;

    private readonly string _alphabet;
    private readonly byte[] _values = new byte[128];
    private readonly int _bits;
    private readonly bool _padded;

    /// <summary>An encoding over an alphabet of 2, 8, 16, 32 or 64 ASCII characters.</summary>
    public Rfc4648(string alphabet, bool padded = false, bool ignoreCase = false)
    {
        _alphabet = alphabet;
        _bits = int.Log2(alphabet.Length);
        _padded = padded;
        Array.Fill(_values, Unknown);
        for (var i = 0; i < alphabet.Length; i++)
        {
            if (ignoreCase) _values[char.ToUpperInvariant(alphabet[i])] = _values[char.ToLowerInvariant(alphabet[i])] = (byte)i;
            else _values[alphabet[i]] = (byte)i;
        }
    }

    /// <summary>Characters of a group that holds whole bytes, which padding fills; only base32 and base64 are ever padded.</summary>
    private int GroupLength => _bits == 5 ? 8 : 4;

    /// <summary>The text of <paramref name="bytes"/>.</summary>
    public string Encode(ReadOnlySpan<byte> bytes)
    {
        var length = ((bytes.Length * 8) + _bits - 1) / _bits;
        var text = new char[_padded ? (length + GroupLength - 1) / GroupLength * GroupLength : length];
        Encode(bytes, text);
        text.AsSpan(length).Fill('=');
        return new string(text);
    }

    /// <summary>Writes the text of <paramref name="bytes"/> without padding.</summary>
    public void Encode(ReadOnlySpan<byte> bytes, Span<char> text)
    {
        var position = 0;
        uint pending = 0;
        var pendingBits = 0;
        foreach (var value in bytes)
        {
            pending = (pending << 8) | value;
            for (pendingBits += 8; pendingBits >= _bits; pendingBits -= _bits) text[position++] = Character(pending >> (pendingBits - _bits));
        }

        if (pendingBits > 0) text[position] = Character(pending << (_bits - pendingBits));
    }

    /// <summary>Reads a text; false for a foreign character, wrong padding, a length no bytes have, or bits left over that are not zero.</summary>
    public bool TryDecode(ReadOnlySpan<char> text, Span<byte> bytes, out int length)
    {
        length = 0;
        if (_padded && !TryTrim(ref text)) return false;
        uint pending = 0;
        var pendingBits = 0;
        foreach (var character in text)
        {
            if (character >= _values.Length || _values[character] == Unknown) return false;
            pending = (pending << _bits) | _values[character];
            pendingBits += _bits;
            if (pendingBits < 8) continue;
            pendingBits -= 8;
            if (length == bytes.Length) return false;
            bytes[length++] = (byte)(pending >> pendingBits);
        }

        return pendingBits < _bits && (pending & ((1u << pendingBits) - 1)) == 0;
    }

    private char Character(uint bits) => _alphabet[(int)(bits & ((1u << _bits) - 1))];

    private bool TryTrim(ref ReadOnlySpan<char> text)
    {
        if (text.Length % GroupLength != 0) return false;
        var trimmed = text.TrimEnd('=');
        var ok = text.Length - trimmed.Length < GroupLength;
        text = trimmed;
        return ok;
    }
}
