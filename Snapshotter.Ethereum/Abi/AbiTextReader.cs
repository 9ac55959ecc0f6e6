using System.Globalization;

namespace Snapshotter.Ethereum.Abi;

/// <summary>Reads the parts of a human-readable description, such as <c>function f(uint a, (bool,bytes)[] b) view returns (int)</c>.</summary>
/// <param name="text">The whole description.</param>
internal struct AbiTextReader(string text)
{
    private const int QuotedLength = 120;
    private int _position;

    /// <summary>Reads an identifier.</summary>
    /// <returns>An empty text where there is none.</returns>
    public string ReadWord()
    {
        SkipSpace();
        var start = _position;
        while (_position < text.Length && (char.IsAsciiLetterOrDigit(text[_position]) || text[_position] is '_' or '$')) _position++;
        return text[start.._position];
    }

    /// <summary>Reads the given word if it comes next.</summary>
    public bool TryReadWord(string word)
    {
        var ahead = this;
        if (ahead.ReadWord() != word) return false;
        this = ahead;
        return true;
    }

    /// <summary>Reads the name of a function, event or error.</summary>
    public string ReadName()
    {
        var name = ReadWord();
        return name.Length > 0 && !char.IsAsciiDigit(name[0]) ? name : throw Fault("a name is expected");
    }

    /// <summary>Reads a parenthesized list of parameters.</summary>
    public List<AbiParameter> ReadParameters(bool canBeIndexed = false) => ReadParameters(canBeIndexed, 0);

    /// <summary>Reads a type with its array suffixes.</summary>
    public AbiType ReadType() => ReadType(0);

    /// <summary>Reads the array suffixes of a type.</summary>
    public AbiType ReadArraySuffixes(AbiType type)
    {
        while (TryRead('[')) type = AbiType.ArrayOf(type, ReadLength());
        return type;
    }

    /// <summary>Refuses text that was not read.</summary>
    public void RequireEnd()
    {
        SkipSpace();
        if (_position < text.Length && text[_position] == ';') _position++;
        SkipSpace();
        if (_position < text.Length) throw Fault($"'{text[_position]}' is not expected");
    }

    /// <summary>The error for what was read last.</summary>
    public readonly AbiException Fault(string fault)
    {
        var quoted = text.Length <= QuotedLength ? text : string.Concat(text.AsSpan(0, QuotedLength), "...");
        return new AbiException($"text '{quoted}'", $"{fault} at character {_position}.");
    }

    private List<AbiParameter> ReadParameters(bool canBeIndexed, int depth)
    {
        Expect('(');
        var parameters = new List<AbiParameter>();
        if (TryRead(')')) return parameters;
        do parameters.Add(ReadParameter(canBeIndexed, depth));
        while (TryRead(','));
        Expect(')');
        return parameters;
    }

    private AbiParameter ReadParameter(bool canBeIndexed, int depth)
    {
        var type = ReadType(depth);
        var isIndexed = false;
        while (true)
        {
            var word = ReadWord();
            if (word is "memory" or "calldata" or "storage" or "payable") continue;
            if (word != "indexed") return new AbiParameter(word, type, isIndexed);
            if (!canBeIndexed) throw Fault("only an event's own parameters can be indexed");
            isIndexed = true;
        }
    }

    private AbiType ReadType(int depth)
    {
        if (depth > AbiType.MaxDepth) throw Fault($"tuples nest deeper than {AbiType.MaxDepth}");
        var word = ReadWord();
        if (word is "" or "tuple") return ReadArraySuffixes(AbiType.TupleOf(ReadParameters(canBeIndexed: false, depth + 1)));
        return ReadArraySuffixes(AbiElementaryType.TryParse(word) ?? throw Fault($"'{word}' is no ABI type"));
    }

    private int? ReadLength()
    {
        if (TryRead(']')) return null;
        var digits = ReadWord();
        var isNumber = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var length) && (digits[0] != '0' || digits.Length == 1);
        if (!isNumber) throw Fault($"'{digits}' is no array length");
        Expect(']');
        return length;
    }

    private bool TryRead(char expected)
    {
        SkipSpace();
        if (_position == text.Length || text[_position] != expected) return false;
        _position++;
        return true;
    }

    private void Expect(char expected)
    {
        if (!TryRead(expected)) throw Fault($"'{expected}' is expected");
    }

    private void SkipSpace()
    {
        while (_position < text.Length && char.IsWhiteSpace(text[_position])) _position++;
    }
}
