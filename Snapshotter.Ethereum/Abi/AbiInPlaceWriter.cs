namespace Snapshotter.Ethereum.Abi;

/// <summary>
/// Encodings without offsets and lengths, made to be hashed: "Non-standard Packed Mode" and "Encoding of Indexed Event
/// Parameters" of the specification. They differ in values that stand alone; inside arrays both pad to whole words.
/// </summary>
internal ref struct AbiInPlaceWriter
{
    private readonly AbiBuffer _buffer;
    private AbiPath _path;

    public AbiInPlaceWriter(AbiBuffer buffer, AbiPath path)
    {
        _buffer = buffer;
        _path = path;
    }

    /// <summary>Writes all parameters in packed mode.</summary>
    public void WritePacked(IReadOnlyList<object?> values)
    {
        var items = AbiValueList.Get(_path.Root, values, _path.Root.Components.Count, _path);
        for (var i = 0; i < items.Count; i++)
        {
            _path.Enter(i);
            WritePacked(_path.Root.Components[i].Type, items[i]);
            _path.Leave();
        }
    }

    /// <summary>Writes the parameter with this index, an indexed one that a word cannot hold, as it is hashed for its topic.</summary>
    public void WriteIndexed(int index, object? value)
    {
        var type = _path.Root.Components[index].Type;
        _path.Enter(index);
        if (type.Kind is AbiKind.Bytes or AbiKind.String) _buffer.Append(AbiByteString.Get(type, value, _path));
        else WritePadded(type, value);
        _path.Leave();
    }

    private void WritePacked(AbiType type, object? value)
    {
        if (type.IsValueType)
        {
            Span<byte> word = stackalloc byte[AbiWord.Size];
            word.Clear();
            AbiScalar.Write(type, value, word, _path);
            _buffer.Append(AbiScalar.Value(type, word));
            return;
        }

        if (type.Kind is AbiKind.Bytes or AbiKind.String)
        {
            _buffer.Append(AbiByteString.Get(type, value, _path));
            return;
        }

        var leaf = type;
        while (leaf.Kind == AbiKind.Array) leaf = leaf.Element!;
        if (!leaf.IsValueType) throw _path.Fault($"{type} has no packed encoding.");
        WritePadded(type, value);
    }

    private void WritePadded(AbiType type, object? value)
    {
        switch (type.Kind)
        {
            case AbiKind.Tuple:
                WriteAll(type, AbiValueList.Get(type, value, type.Components.Count, _path));
                break;
            case AbiKind.Array:
                WriteAll(type, AbiValueList.Get(type, value, type.Length, _path));
                break;
            case AbiKind.Bytes or AbiKind.String:
                _buffer.AppendPadded(AbiByteString.Get(type, value, _path));
                break;
            default:
                AbiScalar.Write(type, value, _buffer.Word(_buffer.Append(AbiWord.Size)), _path);
                break;
        }
    }

    private void WriteAll(AbiType type, IReadOnlyList<object?> values)
    {
        for (var i = 0; i < values.Count; i++)
        {
            _path.Enter(i);
            WritePadded(type.Element ?? type.Components[i].Type, values[i]);
            _path.Leave();
        }
    }
}
