using System.Globalization;
using System.IO.Compression;
using System.Text.Json;

namespace Snapshotter.Ethereum.RecordedChains;

/// <summary>One JSON file of a recorded chain: unpacked, checked to be JSON, and without white space between its tokens.</summary>
internal sealed class RecordedFile
{
    private const int MaxBytes = 1 << 30;
    private const string Advice = "Restore the file from its source, or record the chain again.";

    private RecordedFile(string path, byte[] json)
    {
        Path = path;
        Json = json;
    }

    /// <summary>Where it came from.</summary>
    public string Path { get; }

    /// <summary>UTF-8 JSON.</summary>
    public byte[] Json { get; }

    /// <summary>Reads <c>name.json.gz</c>, or <c>name.json</c> where that is not there.</summary>
    /// <exception cref="RecordedChainException">There is neither, or it is damaged.</exception>
    public static RecordedFile Read(string folder, string name) =>
        TryRead(folder, name) ?? throw new RecordedChainException(System.IO.Path.Combine(folder, name + ".json.gz"), null, "The file is missing. " + Advice);

    /// <summary>The same, or null where there is neither.</summary>
    /// <exception cref="RecordedChainException">It is damaged.</exception>
    public static RecordedFile? TryRead(string folder, string name)
    {
        var packed = System.IO.Path.Combine(folder, name + ".json.gz");
        var plain = System.IO.Path.Combine(folder, name + ".json");
        var path = File.Exists(packed) ? packed : plain;
        return File.Exists(path) ? ReadPath(path) : null;
    }

    /// <summary>Reads this very file, packed when its name ends in .gz.</summary>
    /// <exception cref="RecordedChainException">It is missing or damaged.</exception>
    public static RecordedFile ReadPath(string path)
    {
        var bytes = ReadBytes(path);
        Check(path, bytes);
        return new RecordedFile(path, Compact(bytes));
    }

    /// <summary>A reader at the start of the JSON.</summary>
    public Utf8JsonReader CreateReader() => new(Json);

    /// <summary>The fault of one entry.</summary>
    public RecordedChainException Fault(int entry, string fault, Exception? inner = null) =>
        new(Path, string.Create(CultureInfo.InvariantCulture, $"entry {entry}"), $"{fault} {Advice}", inner);

    /// <summary>Calls <paramref name="each"/> on every entry of the array that the file is.</summary>
    /// <exception cref="RecordedChainException">The file is no array, or an entry is refused with a <see cref="JsonException"/>.</exception>
    public void ForEach(EntryReader each)
    {
        var reader = CreateReader();
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray) throw new RecordedChainException(Path, null, "The file holds no JSON array. " + Advice);
        var entry = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            try
            {
                each(ref reader, entry);
            }
            catch (JsonException exception)
            {
                throw Fault(entry, exception.Message, exception);
            }

            entry++;
        }
    }

    private static byte[] ReadBytes(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            using Stream stream = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
            using var memory = new MemoryStream();
            var buffer = new byte[81920];
            for (int read; (read = stream.Read(buffer)) > 0; memory.Write(buffer, 0, read))
            {
                if (memory.Length + read > MaxBytes) throw new RecordedChainException(path, null, "The file unpacks to more than 1 GiB. Record the chain in shorter pieces.");
            }

            return memory.ToArray();
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new RecordedChainException(path, null, $"The file cannot be read or unpacked ({exception.Message}). {Advice}", exception);
        }
    }

    private static void Check(string path, byte[] json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            while (reader.Read())
            {
            }
        }
        catch (JsonException exception)
        {
            var position = string.Create(CultureInfo.InvariantCulture, $"line {exception.LineNumber + 1}, byte {exception.BytePositionInLine}");
            throw new RecordedChainException(path, position, "The file is no valid JSON; it may have been cut short. " + Advice, exception);
        }
    }

    // The slices are sent as they are: white space would only make every answer larger.
    private static byte[] Compact(byte[] json)
    {
        var written = 0;
        var inString = false;
        var escaped = false;
        foreach (var character in json)
        {
            if (!inString && (character is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')) continue;
            json[written++] = character;
            if (escaped) escaped = false;
            else if (inString && character == '\\') escaped = true;
            else if (character == '"') inString = !inString;
        }

        return written == json.Length ? json : json[..written];
    }
}

/// <summary>Reads one entry; the reader stands on its first token before and on its last one after.</summary>
internal delegate void EntryReader(ref Utf8JsonReader reader, int entry);
