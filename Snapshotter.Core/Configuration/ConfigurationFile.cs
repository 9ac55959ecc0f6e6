using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Snapshotter.Core.Configuration;

/// <summary>Opens a JSON file of the configuration.</summary>
public static class ConfigurationFile
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 32 };

    /// <summary>The root of a file, or null when it cannot be read as JSON, with the reason in <paramref name="report"/>.</summary>
    /// <param name="folder">The configuration folder.</param>
    /// <param name="name">The file's name within it.</param>
    /// <param name="report">Where faults go.</param>
    /// <param name="required">Whether it is a fault that the file is missing.</param>
    public static ConfigurationNode? Open(string folder, string name, ConfigurationReport report, bool required = true)
    {
        var path = Path.Combine(folder, name);
        if (!File.Exists(path))
        {
            if (required) report.Fault(name, "$", "The file is missing.", $"Put it into the configuration folder {Path.GetFullPath(folder)}.");
            return null;
        }

        return ReadBytes(path, name, report) is { } bytes ? Parse(bytes, name, report) : null;
    }

    /// <summary>The root of a JSON text, or null when it is none, with the reason in <paramref name="report"/>.</summary>
    public static ConfigurationNode? Parse(ReadOnlyMemory<byte> utf8, string name, ConfigurationReport report)
    {
        if (utf8.Span.StartsWith(Encoding.UTF8.Preamble)) utf8 = utf8[Encoding.UTF8.Preamble.Length..];
        if (!Utf8.IsValid(utf8.Span))
        {
            report.Fault(name, "$", "The file is not UTF-8 text.", "Save it as UTF-8.");
            return null;
        }

        try
        {
            CheckTexts(utf8.Span);
            using var document = JsonDocument.Parse(utf8, Options);
            return new ConfigurationNode(document.RootElement.Clone(), name, "$", report);
        }
        catch (JsonException exception)
        {
            var position = $"line {exception.LineNumber + 1}, column {exception.BytePositionInLine + 1}";
            report.Fault(name, position, $"This is not valid JSON: {Cause(exception)}", "Correct the file there or just before.");
            return null;
        }
    }

    private static byte[]? ReadBytes(string path, string name, ConfigurationReport report)
    {
        try
        {
            using var file = File.OpenRead(path);
            if (file.Length <= ConfigurationLimits.MaxFileBytes)
            {
                var bytes = new byte[file.Length];
                file.ReadExactly(bytes);
                return bytes;
            }

            report.Fault(name, "$", $"The file has {file.Length} bytes, more than the {ConfigurationLimits.MaxFileBytes} allowed.", "Check that it is the right file.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            report.Fault(name, "$", $"The file cannot be read: {exception.Message}", "Check that the node's user may read it.");
        }

        return null;
    }

    /// <summary>Escapes may spell half a surrogate pair, which is valid JSON but no text; found here, every later read of a text is safe.</summary>
    private static void CheckTexts(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = Options.MaxDepth });
        while (reader.Read())
        {
            if (!reader.ValueIsEscaped) continue;
            try
            {
                _ = reader.GetString();
            }
            catch (InvalidOperationException exception)
            {
                var before = utf8[..(int)reader.TokenStartIndex];
                throw new JsonException("a text holds half a surrogate pair.", path: null, before.Count((byte)'\n'), before.Length - 1 - before.LastIndexOf((byte)'\n'), exception);
            }
        }
    }

    /// <summary>The parser's sentence without the position it appends.</summary>
    private static string Cause(JsonException exception)
    {
        var cut = exception.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return cut < 0 ? exception.Message : exception.Message[..cut];
    }
}
