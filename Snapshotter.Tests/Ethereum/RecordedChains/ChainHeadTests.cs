using Snapshotter.Ethereum.RecordedChains;
using Snapshotter.Tests.Ethereum.JsonRpc;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Ethereum.RecordedChains;

public class ChainHeadTests
{
    [Theory]
    [InlineData(-100, 500)]
    [InlineData(0, 500)]
    [InlineData(11.9, 500)]
    [InlineData(12, 501)]
    [InlineData(36, 503)]
    [InlineData(1200, 600)]
    [InlineData(1e9, 600)]
    public void A_paced_head_moves_one_block_at_a_time_to_the_last(double seconds, long expected)
    {
        var time = new FakeTime();
        var head = new PacedHead(time, 500, 600, 12, time.GetUtcNow().AddSeconds(-seconds));
        head.Number.Should().Be(expected);
    }

    [Fact]
    public void A_paced_head_refuses_what_cannot_move()
    {
        var reversed = () => new PacedHead(TimeProvider.System, 5, 4, 1, default);
        var standing = () => new PacedHead(TimeProvider.System, 4, 5, 0, default);
        reversed.Should().Throw<ArgumentOutOfRangeException>();
        standing.Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Nothing_above_the_head_exists_yet()
    {
        var time = new FakeTime();
        const long First = 501;
        var rpc = new RecordedChainRpc(Chains.Local, new PacedHead(time, First, Chains.Local.Last, 2, time.GetUtcNow()));
        var all = new RecordedChainRpc(Chains.Local, FixedHead.AllOf(Chains.Local));
        var next = $"\"0x{First + 1:x}\"";
        var block = Chains.Ask(all, "eth_getBlockByNumber", next, "false")["result"]!;
        var hash = block["hash"]!.ToJsonString();
        var transaction = block["transactions"]![0]!.ToJsonString();
        var hidden = new (string Method, string[] Parameters)[]
        {
            ("eth_getBlockByNumber", [next, "false"]), ("eth_getBlockByHash", [hash, "true"]), ("eth_getBlockReceipts", [next]), ("eth_getBlockReceipts", [hash]),
            ("eth_getTransactionByHash", [transaction]), ("eth_getTransactionReceipt", [transaction]),
        };

        ((string)Chains.Ask(rpc, "eth_blockNumber")["result"]!).Should().Be($"0x{First:x}");
        foreach (var (method, parameters) in hidden) Chains.Ask(rpc, method, parameters)["result"].Should().BeNull(method);
        ((string)Chains.Ask(rpc, "eth_getLogs", $$"""{"fromBlock":{{next}},"toBlock":{{next}}}""")["error"]!["message"]!).Should().Contain("beyond current head");
        ((string)Chains.Ask(rpc, "eth_getLogs", $$"""{"blockHash":{{hash}}}""")["error"]!["message"]!).Should().Be("unknown block");
        ((string)Chains.Ask(rpc, "eth_call", """{"to":"0x0d4a11d5eeaac28ec3f61d100daf4d40471f1852","data":"0x0902f1ac"}""", next)["error"]!["message"]!).Should().Be("header not found");

        time.Advance(TimeSpan.FromSeconds(2));
        ((string)Chains.Ask(rpc, "eth_blockNumber")["result"]!).Should().Be($"0x{First + 1:x}");
        foreach (var (method, parameters) in hidden) Chains.Ask(rpc, method, parameters)["result"].Should().NotBeNull(method);
        Chains.Ask(rpc, "eth_getLogs", $$"""{"blockHash":{{hash}}}""")["result"].Should().NotBeNull();
    }
}
