namespace Snapshotter.Core.Snapshots.Dag;

/// <summary>Reads protobuf fields one after the other; only integers and bytes, only shortest forms.</summary>
internal ref struct ProtoReader(ReadOnlyMemory<byte> message)
{
    private const int NumberType = 0;
    private const int BytesType = 2;

    private ReadOnlyMemory<byte> _rest = message;

    /// <summary>The number of the field that was read last.</summary>
    public int Field { get; private set; }

    /// <summary>Whether that field holds bytes, else an integer.</summary>
    public bool HasBytes { get; private set; }

    /// <summary>The integer of that field.</summary>
    public ulong Number { get; private set; }

    /// <summary>The bytes of that field.</summary>
    public ReadOnlyMemory<byte> Bytes { get; private set; }

    /// <summary>Reads the next field; false at the end.</summary>
    /// <exception cref="DagException">The field is cut short or of another type.</exception>
    public bool Next()
    {
        if (_rest.IsEmpty) return false;
        var tag = ReadVarint();
        if (tag > 0x7F) throw Malformed("a field has an unknown number");
        Field = (int)tag >> 3;
        HasBytes = ((int)tag & 7) switch
        {
            NumberType => false,
            BytesType => true,
            _ => throw Malformed("a field has an unknown type"),
        };

        var value = ReadVarint();
        if (!HasBytes)
        {
            Number = value;
            return true;
        }

        if (value > (ulong)_rest.Length) throw Malformed("a field ends beyond the block");
        Bytes = _rest[..(int)value];
        _rest = _rest[(int)value..];
        return true;
    }

    /// <summary>The fault of a block that is not what it should be.</summary>
    public static DagException Malformed(string what) => new(DagFault.Malformed, default, $"It is not well formed: {what}.");

    private ulong ReadVarint()
    {
        if (!Varint.TryRead(_rest.Span, out var value, out var length)) throw Malformed("an integer is cut short or not in its shortest form");
        _rest = _rest[length..];
        return value;
    }
}
