using System.Text.Json;

namespace Snapshotter.Ethereum.Abi;

/// <summary>The entries of a description, sorted by kind.</summary>
internal sealed class ContractAbiParts
{
    public List<AbiFunction> Functions { get; } = [];

    public List<AbiEvent> Events { get; } = [];

    public List<AbiError> Errors { get; } = [];

    public AbiConstructor? Constructor { get; private set; }

    public static ContractAbiParts Read(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("abi", out var abi)) root = abi;
        if (root.ValueKind != JsonValueKind.Array) throw AbiJson.Fault(root, "a list of entries is expected");

        var parts = new ContractAbiParts();
        foreach (var entry in root.EnumerateArray()) parts.Add(entry);
        return parts;
    }

    public void Add(string description)
    {
        var reader = new AbiTextReader(description);
        switch (reader.ReadWord())
        {
            case "function":
                Functions.Add(AbiFunction.Parse(description));
                break;
            case "event":
                Events.Add(AbiEvent.Parse(description));
                break;
            case "error":
                Errors.Add(AbiError.Parse(description));
                break;
            case "constructor":
                Constructor = AbiConstructor.Parse(description);
                break;
            default:
                throw reader.Fault("'function', 'event', 'error' or 'constructor' is expected");
        }
    }

    private void Add(JsonElement entry)
    {
        // The specification lets an entry without a type be a function.
        switch (AbiJson.ReadText(entry, "type") ?? "function")
        {
            case "function":
                Functions.Add(AbiJson.ReadFunction(entry));
                break;
            case "event":
                Events.Add(AbiJson.ReadEvent(entry));
                break;
            case "error":
                Errors.Add(AbiJson.ReadError(entry));
                break;
            case "constructor":
                Constructor = AbiJson.ReadConstructor(entry);
                break;
            case "fallback" or "receive":
                break;
            default:
                throw AbiJson.Fault(entry, "the type must be function, event, error, constructor, fallback or receive");
        }
    }
}
