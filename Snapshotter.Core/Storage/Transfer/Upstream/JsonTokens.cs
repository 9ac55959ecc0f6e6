using System.Text.Json;

namespace Snapshotter.Core.Storage.Transfer.Upstream;

/// <summary>Reads JSON token by token from a stream of any length, with one buffer.</summary>
internal sealed class JsonTokens(Stream stream)
{
    /// <summary>The longest token.</summary>
    private const int MaxToken = 1 << 16;

    private readonly byte[] _buffer = new byte[2 * MaxToken];
    private JsonReaderState _state;
    private int _start;
    private int _end;
    private bool _isFinal;

    /// <summary>The kind of the token read last.</summary>
    public JsonTokenType Type { get; private set; }

    /// <summary>Its text: of a name, a string or a number.</summary>
    public string? Text { get; private set; }

    /// <summary>Reads a token; false at the end of the document.</summary>
    /// <exception cref="JsonException">The stream holds something else, or ends early.</exception>
    public bool Read()
    {
        while (true)
        {
            var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _isFinal, _state);
            if (reader.Read())
            {
                Type = reader.TokenType;
                Text = Type switch
                {
                    JsonTokenType.PropertyName or JsonTokenType.String => reader.GetString(),
                    JsonTokenType.Number => System.Text.Encoding.UTF8.GetString(reader.ValueSpan),
                    _ => null,
                };
                _start += (int)reader.BytesConsumed;
                _state = reader.CurrentState;
                return true;
            }

            if (_isFinal) return false;
            _start += (int)reader.BytesConsumed;
            _state = reader.CurrentState;
            Fill();
        }
    }

    /// <summary>Reads a token that must be there.</summary>
    /// <exception cref="JsonException">The document ends, or another token stands there.</exception>
    public void Read(JsonTokenType expected)
    {
        if (!Read() || Type != expected) throw new JsonException($"A {expected} is expected where a {Type} stands.");
    }

    /// <summary>Passes over the next value.</summary>
    public void Skip()
    {
        var depth = 0;
        do
        {
            if (!Read()) throw new JsonException("The document ends within a value.");
            if (Type is JsonTokenType.StartObject or JsonTokenType.StartArray) depth++;
            else if (Type is JsonTokenType.EndObject or JsonTokenType.EndArray) depth--;
        }
        while (depth > 0);
    }

    private void Fill()
    {
        var left = _end - _start;
        if (left > MaxToken) throw new JsonException($"A text is longer than {MaxToken} bytes.");
        _buffer.AsSpan(_start, left).CopyTo(_buffer);
        (_start, _end) = (0, left);
        var read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _isFinal = read == 0;
    }
}
