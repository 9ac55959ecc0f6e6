using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Unicode;
using Snapshotter.Core.Numerics;

namespace Snapshotter.Core.Snapshots;

/// <summary>
/// Writes the one JSON text of a value that all nodes agree on: no spaces, ASCII only, keys sorted by code point at every
/// level, floats with Python's repr, integers of any size. Keys must be written in order; the writer checks and does not sort.
/// Not safe for use by several threads.
/// </summary>
public sealed class CanonicalJsonWriter
{
    /// <summary>How many objects and arrays may be open at once.</summary>
    public const int MaxDepth = 128;

    /// <summary>Characters of a key that is converted from UTF-8 without renting.</summary>
    private const int StackLength = 256;

    /// <summary>Characters of the longest 64-bit integer.</summary>
    private const int MaxLongLength = 20;

    private readonly OpenContainers _open = new();
    private IBufferWriter<byte> _output;
    private bool _rootWritten;

    /// <summary>A writer at the start of a document.</summary>
    public CanonicalJsonWriter(IBufferWriter<byte> output) => _output = output;

    /// <summary>Starts another document, whatever became of the one before.</summary>
    public void Reset(IBufferWriter<byte> output)
    {
        _output = output;
        _open.Clear();
        _rootWritten = false;
    }

    /// <summary>Ends the document.</summary>
    /// <exception cref="CanonicalJsonException">Nothing was written, or an object or array is still open.</exception>
    public void Complete()
    {
        if (!_rootWritten) throw new CanonicalJsonException("The document is empty.");
        if (_open.Depth > 0) throw new CanonicalJsonException($"{_open.Path()} is still open: {_open.Depth} objects or arrays were not ended.");
    }

    /// <summary>Begins an object; each value in it follows a <see cref="Name(ReadOnlySpan{byte})"/>.</summary>
    public void StartObject() => Start(isObject: true, (byte)'{');

    /// <summary>Ends the innermost object.</summary>
    public void EndObject() => End(isObject: true, (byte)'}');

    /// <summary>Begins an array.</summary>
    public void StartArray() => Start(isObject: false, (byte)'[');

    /// <summary>Ends the innermost array.</summary>
    public void EndArray() => End(isObject: false, (byte)']');

    /// <summary>Writes the key of the next value.</summary>
    /// <param name="name">The key: it must come after the object's previous one in the order of code points.</param>
    /// <exception cref="CanonicalJsonException">The key is a duplicate, is out of order, or has no place here.</exception>
    public void Name(ReadOnlySpan<char> name)
    {
        if (_open.Depth == 0 || !_open.Top.IsObject) throw new CanonicalJsonException($"The key '{name}' has no object around it.");
        if (_open.Top.HasName) throw new CanonicalJsonException($"{_open.Path()} has no value: another key follows.");
        _open.SetKey(name);

        ref var top = ref _open.Top;
        if (top.HasItems) Byte((byte)',');
        top.HasItems = true;
        top.HasName = true;
        JsonText.WriteQuoted(_output, name, (byte)':');
    }

    /// <summary>Writes the key of the next value, given as UTF-8.</summary>
    /// <inheritdoc cref="Name(ReadOnlySpan{char})"/>
    public void Name(ReadOnlySpan<byte> name)
    {
        Span<char> stack = stackalloc char[StackLength];
        var text = name.Length <= StackLength ? stack : new char[name.Length];
        Name(text[..Decode(name, text)]);
    }

    /// <summary>Writes a string.</summary>
    public void Text(ReadOnlySpan<char> value)
    {
        BeforeValue();
        JsonText.WriteQuoted(_output, value);
    }

    /// <summary>Writes a string given as UTF-8.</summary>
    public void Text(ReadOnlySpan<byte> value)
    {
        Span<char> stack = stackalloc char[StackLength];
        var text = value.Length <= StackLength ? stack : new char[value.Length];
        Text(text[..Decode(value, text)]);
    }

    /// <summary>Writes a float: always with a point or an exponent, so that it stays a float for every reader.</summary>
    /// <exception cref="CanonicalJsonException">The value is NaN or infinite, which JSON cannot hold.</exception>
    public void Float(double value)
    {
        if (!double.IsFinite(value)) throw new CanonicalJsonException($"{_open.Path()} is {PythonFloat.Format(value)}: a snapshot holds finite numbers only.");
        BeforeValue();
        _output.Advance(PythonFloat.Format(value, _output.GetSpan(PythonFloat.MaxLength)));
    }

    /// <summary>Writes an integer.</summary>
    public void Integer(long value)
    {
        BeforeValue();
        value.TryFormat(_output.GetSpan(MaxLongLength), out var length, default, CultureInfo.InvariantCulture);
        _output.Advance(length);
    }

    /// <summary>Writes an integer of any size.</summary>
    public void Integer(BigInteger value)
    {
        if (value >= long.MinValue && value <= long.MaxValue) Integer((long)value);
        else Digits(Encoding.ASCII.GetBytes(value.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>
    /// Writes a decimal number exactly: <paramref name="units"/> over 10^<paramref name="decimals"/>, without trailing zeros but with at
    /// least one digit after the point (<c>3.0</c>, <c>0.000001</c>) and never with an exponent. A reader that keeps doubles sees the nearest one.
    /// </summary>
    public void Decimal(BigInteger units, int decimals)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(decimals);
        var digits = BigInteger.Abs(units).ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        var fraction = digits[^decimals..].TrimEnd('0');
        Digits(Encoding.ASCII.GetBytes($"{(units.Sign < 0 ? "-" : "")}{digits[..^decimals]}.{(fraction.Length == 0 ? "0" : fraction)}"));
    }

    /// <summary>Writes <c>true</c> or <c>false</c>.</summary>
    public void Boolean(bool value)
    {
        BeforeValue();
        _output.Write(value ? "true"u8 : "false"u8);
    }

    /// <summary>Writes <c>null</c>.</summary>
    public void Null()
    {
        BeforeValue();
        _output.Write("null"u8);
    }

    /// <summary>Writes the decimal text of a number as it stands.</summary>
    internal void Digits(ReadOnlySpan<byte> digits)
    {
        BeforeValue();
        _output.Write(digits);
    }

    private void Start(bool isObject, byte bracket)
    {
        BeforeValue();
        _open.Push(isObject);
        Byte(bracket);
    }

    private void End(bool isObject, byte bracket)
    {
        if (_open.Depth == 0 || _open.Top.IsObject != isObject)
            throw new CanonicalJsonException($"{_open.Path()} cannot be ended here: the innermost open one is {(isObject ? "no object" : "no array")}.");
        if (_open.Top.HasName) throw new CanonicalJsonException($"{_open.Path()} has no value: its object ends.");
        _open.Pop();
        Byte(bracket);
    }

    private void BeforeValue()
    {
        if (_open.Depth == 0)
        {
            if (_rootWritten) throw new CanonicalJsonException("The document is complete: it holds one value only.");
            _rootWritten = true;
            return;
        }

        ref var top = ref _open.Top;
        if (top.IsObject)
        {
            if (!top.HasName) throw new CanonicalJsonException($"A value after {_open.Path()} has no key.");
            top.HasName = false;
            return;
        }

        if (top.HasItems) Byte((byte)',');
        top.HasItems = true;
    }

    private void Byte(byte value)
    {
        _output.GetSpan(1)[0] = value;
        _output.Advance(1);
    }

    private int Decode(ReadOnlySpan<byte> utf8, Span<char> text)
    {
        if (Utf8.ToUtf16(utf8, text, out _, out var length, replaceInvalidSequences: false) == OperationStatus.Done) return length;
        throw new CanonicalJsonException($"A text at {_open.Path()} is no valid UTF-8.");
    }
}
