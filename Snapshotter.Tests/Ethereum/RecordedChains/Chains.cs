using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Snapshotter.Ethereum.RecordedChains;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Ethereum.RecordedChains;

/// <summary>The recorded chains of the repository, loaded once, and ways to ask them.</summary>
internal static class Chains
{
    private static readonly Lazy<RecordedChain> LazyLocal = new(() => RecordedChain.Load(LocalFolder));
    private static readonly Lazy<RecordedChain> LazyMainnet = new(() => RecordedChain.Load(MainnetFolder));

    public static string LocalFolder => Repository.Golden("chain");

    public static string MainnetFolder => Repository.PathOf("samples", "mainnet-17686110");

    public static RecordedChain Local => LazyLocal.Value;

    public static RecordedChain Mainnet => LazyMainnet.Value;

    public static JsonNode Ask(RecordedChainRpc rpc, string method, params string[] parameters) =>
        Ask(rpc, JsonNode.Parse($$"""{"jsonrpc":"2.0","id":1,"method":"{{method}}","params":[{{string.Join(',', parameters)}}]}""")!);

    public static JsonNode Ask(RecordedChainRpc rpc, JsonNode request) => JsonNode.Parse(AskText(rpc, request.ToJsonString()))!;

    public static string AskText(RecordedChainRpc rpc, string request)
    {
        var output = new ArrayBufferWriter<byte>();
        rpc.Answer(Encoding.UTF8.GetBytes(request), output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
