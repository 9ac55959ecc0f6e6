using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Snapshotter.Ethereum.RecordedChains.Recording;

/// <summary>Joins JSON values to the text of an array, each as it came.</summary>
internal static class JsonArrayText
{
    public static byte[] Of(IEnumerable<JsonElement> items)
    {
        var buffer = new ArrayBufferWriter<byte>();
        buffer.Write("["u8);
        var isFirst = true;
        foreach (var item in items)
        {
            if (!isFirst) buffer.Write(",\n"u8);
            isFirst = false;
            buffer.Write(JsonMarshal.GetRawUtf8Value(item));
        }

        buffer.Write("]"u8);
        return buffer.WrittenSpan.ToArray();
    }
}
