using System.Collections.Concurrent;
using System.Text.Json;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Network.Contracts;

/// <summary>A compiled contract of <c>contracts/</c>, as it comes with this assembly.</summary>
public sealed class ContractArtifact
{
    private static readonly ConcurrentDictionary<string, ContractArtifact> Loaded = new();

    private ContractArtifact(string name, ContractAbi abi, byte[] creationCode, byte[] runtimeCode)
    {
        Name = name;
        Abi = abi;
        CreationCode = creationCode;
        RuntimeCode = runtimeCode;
    }

    /// <summary>The contract of the first generation: every submission is a transaction.</summary>
    public static ContractArtifact ProtocolStateV1 => Get(nameof(ProtocolStateV1));

    /// <summary>The contract of the second generation: the one door to all markets.</summary>
    public static ContractArtifact ProtocolStateV2 => Get(nameof(ProtocolStateV2));

    /// <summary>A market of the second generation, made by <see cref="DataMarketFactory"/>.</summary>
    public static ContractArtifact DataMarket => Get(nameof(DataMarket));

    /// <summary>What makes markets.</summary>
    public static ContractArtifact DataMarketFactory => Get(nameof(DataMarketFactory));

    /// <summary>The slots of the second generation.</summary>
    public static ContractArtifact SnapshotterState => Get(nameof(SnapshotterState));

    /// <summary>The contract's name, which is that of its source file.</summary>
    public string Name { get; }

    /// <summary>All that is callable, emitted or thrown.</summary>
    public ContractAbi Abi { get; }

    /// <summary>What a deploying transaction runs, before the constructor's arguments.</summary>
    public ReadOnlyMemory<byte> CreationCode { get; }

    /// <summary>What lies at the address afterwards; immutable values are zero in it.</summary>
    public ReadOnlyMemory<byte> RuntimeCode { get; }

    /// <summary>The data of a deploying transaction.</summary>
    /// <exception cref="AbiException">An argument does not fit the constructor, or one is missing or too many.</exception>
    public byte[] EncodeDeployment(params IReadOnlyList<object?> arguments) =>
        (Abi.Constructor ?? new AbiConstructor([])).EncodeDeployment(CreationCode.Span, arguments);

    private static ContractArtifact Get(string name) => Loaded.GetOrAdd(name, Load);

    private static ContractArtifact Load(string name)
    {
        using var resource = typeof(ContractArtifact).Assembly.GetManifestResourceStream($"contracts/{name}.json")
            ?? throw new InvalidOperationException($"The contract {name} is not part of this build: compile contracts/ and build again.");
        using var reader = new StreamReader(resource);
        var json = reader.ReadToEnd();
        using var document = JsonDocument.Parse(json);
        return new ContractArtifact(name, ContractAbi.FromJson(json), Code(document, "bytecode"), Code(document, "deployedBytecode"));
    }

    private static byte[] Code(JsonDocument document, string property) => Hex.Decode(document.RootElement.GetProperty(property).GetString());
}
