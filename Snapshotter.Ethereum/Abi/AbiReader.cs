namespace Snapshotter.Ethereum.Abi;

/// <summary>One decoding: every length and offset is checked against the data before anything is made of it.</summary>
internal ref struct AbiReader
{
    private readonly ReadOnlySpan<byte> _data;
    private AbiPath _path;
    private int _budget;

    public AbiReader(ReadOnlySpan<byte> data, AbiPath path, int budget)
    {
        _data = data;
        _path = path;
        _budget = budget;
    }

    public object?[] ReadRoot() => ReadTuple(_path.Root, 0);

    private object?[] ReadTuple(AbiType type, int start)
    {
        Require(start, type.ContentBytes);
        Charge(type.Components.Count);
        var values = new object?[type.Components.Count];
        var at = start;
        for (var i = 0; i < values.Length; i++)
        {
            var component = type.Components[i].Type;
            _path.Enter(i);
            values[i] = ReadFromHead(component, start, at);
            _path.Leave();
            at += component.HeadBytes;
        }

        return values;
    }

    private object?[] ReadArray(AbiType type, int start)
    {
        var element = type.Element!;
        var count = type.Length ?? ReadCount(start, "length");
        if (type.Length is null) start += AbiWord.Size;
        Require(start, (long)count * element.HeadBytes);
        Charge(count);

        var values = new object?[count];
        for (var i = 0; i < count; i++)
        {
            _path.Enter(i);
            values[i] = ReadFromHead(element, start, start + (i * element.HeadBytes));
            _path.Leave();
        }

        return values;
    }

    // Offsets count from the start of the tuple or array content that holds them.
    private object? ReadFromHead(AbiType type, int start, int at)
    {
        if (!type.IsDynamic) return ReadContent(type, at);
        var offset = ReadCount(at, "offset");
        if (offset > _data.Length - start) throw _path.Fault($"the offset {offset} from byte {start} points behind the data, which has {_data.Length} bytes.");
        return ReadContent(type, start + offset);
    }

    private object? ReadContent(AbiType type, int at) => type.Kind switch
    {
        AbiKind.Tuple => ReadTuple(type, at),
        AbiKind.Array => ReadArray(type, at),
        AbiKind.Bytes => ReadBytes(at).ToArray(),
        AbiKind.String => AbiText.Decode(ReadBytes(at), _path),
        _ => AbiScalar.Read(type, Word(at), _path),
    };

    // The padding behind the content is not looked at: Solidity's decoder does not, and early compilers left it out.
    private ReadOnlySpan<byte> ReadBytes(int at)
    {
        var length = ReadCount(at, "length");
        Require(at + AbiWord.Size, length);
        Charge(length / AbiWord.Size);
        return _data.Slice(at + AbiWord.Size, length);
    }

    private readonly int ReadCount(int at, string what)
    {
        var word = Word(at);
        var isSmall = !word[..^sizeof(int)].ContainsAnyExcept((byte)0) && word[^sizeof(int)] < 0x80;
        if (!isSmall) throw _path.Fault($"the {what} {AbiNumber.Shorten(AbiWord.ReadUInt256(word))} is more than the data's {_data.Length} bytes.");
        return AbiWord.ReadInt32(word);
    }

    private readonly ReadOnlySpan<byte> Word(int at)
    {
        Require(at, AbiWord.Size);
        return _data.Slice(at, AbiWord.Size);
    }

    private readonly void Require(int start, long count)
    {
        if (count > _data.Length - start) throw _path.Fault($"{count} bytes are needed at byte {start}, but the data has {_data.Length} bytes.");
    }

    // Offsets may point to the same bytes again and again, so the data's length alone does not bound the work.
    private void Charge(int values)
    {
        _budget -= values;
        if (_budget < 0) throw _path.Fault($"the data unfolds to more than {AbiDecoder.MaxValues} values.");
    }
}
