using System.Text.Json;

namespace Snapshotter.Api.SyntheticChains;

/// <summary>A file that holds one JSON array, written piece by piece.</summary>
internal sealed class JsonArrayFile : IDisposable
{
    private readonly FileStream _file;

    public JsonArrayFile(string path)
    {
        _file = File.Create(path);
        Json = new Utf8JsonWriter(_file);
        Json.WriteStartArray();
    }

    public Utf8JsonWriter Json { get; }

    public void Dispose()
    {
        Json.WriteEndArray();
        Json.Dispose();
        _file.Dispose();
    }
}
