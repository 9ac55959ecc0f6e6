using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Snapshotter.Tests.Support.Anvils;

/// <summary>A local EVM chain of a test's own, on which blocks are mined when the test says so.</summary>
internal sealed class Anvil : IAsyncDisposable
{
    /// <summary>An account of the chain with ether, that signs by itself.</summary>
    public const string Account = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";

    private readonly Process _process;
    private readonly HttpClient _http = new();

    private Anvil(Process process, Uri url)
    {
        _process = process;
        Url = url;
    }

    public Uri Url { get; }

    /// <summary>Starts a chain on a free port of the loopback address.</summary>
    public static async Task<Anvil> StartAsync()
    {
        var start = new ProcessStartInfo(FindTool(), ["--host", "127.0.0.1", "--port", "0", "--no-mining", "--chain-id", "1", "--hardfork", "shanghai"])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        var process = Process.Start(start)!;
        const string Listening = "Listening on ";
        var line = await Announcement.OfAsync(process, static line => line.StartsWith(Listening, StringComparison.Ordinal)) ?? throw new InvalidOperationException("anvil ended before it listened.");
        return new Anvil(process, new Uri($"http://{line[Listening.Length..].Trim()}"));
    }

    /// <summary>A JSON-RPC call.</summary>
    public async Task<JsonNode?> AskAsync(string method, params JsonNode?[] parameters)
    {
        var request = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = 1, ["method"] = method, ["params"] = new JsonArray(parameters) };
        using var response = await _http.PostAsJsonAsync(Url, request);
        var answer = (await response.Content.ReadFromJsonAsync<JsonNode>())!;
        return answer["error"] is { } error ? throw new InvalidOperationException($"{method}: {error.ToJsonString()}") : answer["result"]?.DeepClone();
    }

    /// <summary>The height of the newest block.</summary>
    public async Task<long> HeadAsync() => long.Parse(((string)(await AskAsync("eth_blockNumber"))!)[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <summary>Mines one block with the transactions.</summary>
    public async Task MineAsync(params JsonObject[] transactions)
    {
        foreach (var transaction in transactions) await AskAsync("eth_sendTransaction", transaction);
        await AskAsync("evm_mine");
    }

    /// <summary>Replaces the newest blocks by others of the same number; the transactions go into the first of them.</summary>
    public async Task ReorganiseAsync(int depth, params JsonObject[] transactions) =>
        await AskAsync("anvil_reorg", depth, new JsonArray([.. transactions.Select(static transaction => (JsonNode)new JsonArray(transaction, 0))]));

    public async ValueTask DisposeAsync()
    {
        // The installed command is a script that starts the real one.
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _http.Dispose();
    }

    /// <summary>The folder that <c>./test.sh</c> installs tools in, as the variable SNAPSHOTTER_TOOLS names it to the executable.</summary>
    public static string ToolsFolder() => Path.GetFullPath(Path.Combine(Executables, "..", ".."));

    /// <summary>The executable.</summary>
    public static string FindTool()
    {
        var path = Path.Combine(Executables, "anvil");
        return File.Exists(path) ? path : throw new InvalidOperationException($"There is no {path}: run ./test.sh, which installs it.");
    }

    private static string Executables => Environment.GetEnvironmentVariable("SNAPSHOTTER_TEST_TOOLS") ?? Repository.PathOf("artifacts", "tools", "node_modules", ".bin");
}
