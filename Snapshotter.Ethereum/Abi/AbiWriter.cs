namespace Snapshotter.Ethereum.Abi;

/// <summary>One encoding: the heads of a tuple or array are set aside first, and what is dynamic follows at the end.</summary>
internal ref struct AbiWriter
{
    private readonly AbiBuffer _buffer;
    private AbiPath _path;

    public AbiWriter(AbiBuffer buffer, AbiPath path)
    {
        _buffer = buffer;
        _path = path;
    }

    public void WriteRoot(IReadOnlyList<object?> values) => WriteTuple(_path.Root, values, _buffer.Append(_path.Root.ContentBytes));

    private void WriteTuple(AbiType type, object? value, int start)
    {
        var values = AbiValueList.Get(type, value, type.Components.Count, _path);
        var at = start;
        for (var i = 0; i < values.Count; i++)
        {
            var component = type.Components[i].Type;
            _path.Enter(i);
            WriteToHead(component, values[i], start, at);
            _path.Leave();
            at += component.HeadBytes;
        }
    }

    private void WriteElements(AbiType element, IReadOnlyList<object?> values, int start)
    {
        for (var i = 0; i < values.Count; i++)
        {
            _path.Enter(i);
            WriteToHead(element, values[i], start, start + (i * element.HeadBytes));
            _path.Leave();
        }
    }

    private void WriteToHead(AbiType type, object? value, int start, int at)
    {
        if (type.IsDynamic)
        {
            _buffer.WriteCount(at, _buffer.Length - start);
            AppendDynamic(type, value);
            return;
        }

        if (type.Kind == AbiKind.Tuple) WriteTuple(type, value, at);
        else if (type.Kind == AbiKind.Array) WriteElements(type.Element!, AbiValueList.Get(type, value, type.Length, _path), at);
        else AbiScalar.Write(type, value, _buffer.Word(at), _path);
    }

    private void AppendDynamic(AbiType type, object? value)
    {
        if (type.Kind == AbiKind.Tuple)
        {
            WriteTuple(type, value, _buffer.Append(type.ContentBytes));
        }
        else if (type.Kind == AbiKind.Array)
        {
            var values = AbiValueList.Get(type, value, type.Length, _path);
            if (type.Length is null) _buffer.WriteCount(_buffer.Append(AbiWord.Size), values.Count);
            WriteElements(type.Element!, values, _buffer.Append(checked(values.Count * type.Element!.HeadBytes)));
        }
        else
        {
            var bytes = AbiByteString.Get(type, value, _path);
            _buffer.WriteCount(_buffer.Append(AbiWord.Size), bytes.Length);
            _buffer.AppendPadded(bytes);
        }
    }
}
