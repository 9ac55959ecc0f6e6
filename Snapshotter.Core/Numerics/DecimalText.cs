using System.Runtime.CompilerServices;

namespace Snapshotter.Core.Numerics;

/// <summary>The significant digits of a decimal number and where its point stands.</summary>
internal ref struct DecimalText
{
    private const int MaxDigits = 17;
    private const int MinFixedPoint = -3;
    private const int MaxFixedPoint = 16;

    private DigitBuffer _digits;
    private int _count;
    private int _point;
    private bool _negative;

    /// <summary>Reads the platform's shortest text of a finite double, such as <c>1.5E-07</c> or <c>-0.001</c>.</summary>
    public static DecimalText Parse(scoped ReadOnlySpan<byte> text)
    {
        var result = default(DecimalText);
        var position = 0;
        if (text[0] == '-')
        {
            result._negative = true;
            position = 1;
        }

        var pointSeen = false;
        for (; position < text.Length && text[position] != 'E'; position++)
        {
            if (text[position] == '.') pointSeen = true;
            else result.Append(text[position], pointSeen);
        }

        if (position < text.Length) result._point += ParseExponent(text[(position + 1)..]);
        return result;
    }

    /// <summary>Writes the digits as Python's repr does: fixed from 1e-4 up to 1e16, scientific with a two-digit exponent beyond.</summary>
    public readonly int WriteRepr(Span<byte> utf8)
    {
        var output = new Output(utf8);
        if (_negative) output.Add((byte)'-');
        ReadOnlySpan<byte> digits = _digits[.._count];
        if (_point is < MinFixedPoint or > MaxFixedPoint) WriteScientific(ref output, digits);
        else WriteFixed(ref output, digits);
        return output.Length;
    }

    private void Append(byte digit, bool afterPoint)
    {
        if (digit == '0' && _count == 0)
        {
            if (afterPoint) _point--;
            return;
        }

        _digits[_count++] = digit;
        if (!afterPoint) _point++;
    }

    private readonly void WriteFixed(scoped ref Output output, scoped ReadOnlySpan<byte> digits)
    {
        if (_point <= 0)
        {
            output.Add("0."u8);
            output.AddZeros(-_point);
            output.Add(digits);
            return;
        }

        var whole = Math.Min(_point, digits.Length);
        output.Add(digits[..whole]);
        output.AddZeros(_point - whole);
        output.Add((byte)'.');
        if (whole < digits.Length) output.Add(digits[whole..]);
        else output.Add((byte)'0');
    }

    private readonly void WriteScientific(scoped ref Output output, scoped ReadOnlySpan<byte> digits)
    {
        output.Add(digits[0]);
        if (digits.Length > 1)
        {
            output.Add((byte)'.');
            output.Add(digits[1..]);
        }

        var exponent = _point - 1;
        output.Add((byte)'e');
        output.Add(exponent < 0 ? (byte)'-' : (byte)'+');
        exponent = Math.Abs(exponent);
        if (exponent >= 100) output.Add((byte)('0' + (exponent / 100)));
        output.Add((byte)('0' + (exponent / 10 % 10)));
        output.Add((byte)('0' + (exponent % 10)));
    }

    private static int ParseExponent(scoped ReadOnlySpan<byte> text)
    {
        var value = 0;
        foreach (var character in text)
        {
            if (character is >= (byte)'0' and <= (byte)'9') value = (value * 10) + (character - '0');
        }

        return text[0] == '-' ? -value : value;
    }

    [InlineArray(MaxDigits)]
    private struct DigitBuffer
    {
        private byte _first;
    }

    private ref struct Output(Span<byte> target)
    {
        private readonly Span<byte> _target = target;

        public int Length { get; private set; }

        public void Add(byte value) => _target[Length++] = value;

        public void Add(scoped ReadOnlySpan<byte> values)
        {
            values.CopyTo(_target[Length..]);
            Length += values.Length;
        }

        public void AddZeros(int count)
        {
            _target.Slice(Length, count).Fill((byte)'0');
            Length += count;
        }
    }
}
