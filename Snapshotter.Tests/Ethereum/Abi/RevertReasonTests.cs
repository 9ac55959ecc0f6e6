using System.Text.Json.Nodes;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Ethereum.Abi;

public class RevertReasonTests
{
    [Theory]
    [InlineData("call-revert-abi-error.io", "reverted: user error")]
    [InlineData("call-revert-abi-panic.io", "panicked: assertion failed")]
    public void The_answers_of_a_real_node_are_explained(string file, string description)
    {
        var answer = File.ReadLines(Repository.Vector("execution-apis", "eth_call", file)).Single(line => line.StartsWith("<< ", StringComparison.Ordinal));
        var data = Hex.Decode((string)JsonNode.Parse(answer[3..])!["error"]!["data"]!);
        RevertReason.Describe(data).Should().Be(description);
    }

    [Theory]
    [InlineData("", "reverted without a reason")]
    [InlineData("0102", "reverted with 2 bytes")]
    [InlineData("01020304", "reverted with the custom error 0x01020304")]
    [InlineData("08c379a0", "reverted with malformed data for 0x08c379a0")]
    public void Data_of_no_known_error_is_described(string data, string description) =>
        RevertReason.Describe(Hex.Decode(data)).Should().Be(description);

    [Fact]
    public void A_long_reason_is_cut()
    {
        var data = AbiError.Parse("error Error(string)").Encode([new string('x', 5000)]);
        RevertReason.Describe(data).Should().Be($"reverted: {new string('x', 200)}...");
    }

    [Theory]
    [InlineData(0x11, "panicked: arithmetic overflow or underflow")]
    [InlineData(0x99, "panicked: code 0x99")]
    [InlineData(0x1000, "panicked: unknown code")]
    public void A_panic_tells_its_meaning(int code, string description) =>
        RevertReason.Describe(AbiError.Parse("error Panic(uint256)").Encode([code])).Should().Be(description);
}
