using System.Text.Json.Nodes;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.JsonRpc.Wire;

namespace Snapshotter.Tests.Ethereum.JsonRpc.Wire;

public class RpcErrorClassifierTests
{
    [Theory]
    [InlineData("eth_call", 3, "execution reverted: user error", RpcErrorKind.Reverted)]
    [InlineData("eth_call", -32000, "execution reverted", RpcErrorKind.Reverted)]
    [InlineData("eth_call", -32015, "VM execution error.", RpcErrorKind.Reverted)]
    [InlineData("eth_call", -32603, "VM Exception while processing transaction: revert", RpcErrorKind.Reverted)]
    [InlineData("eth_call", -32000, "out of gas", RpcErrorKind.Reverted)]
    [InlineData("eth_call", -32602, "invalid argument 0: hex string has odd length", RpcErrorKind.InvalidRequest)]
    [InlineData("eth_call", -32000, "header not found", RpcErrorKind.Lagging)]
    [InlineData("eth_call", -32000, "missing trie node 1234 (path )", RpcErrorKind.Lagging)]
    [InlineData("eth_call", -32001, "Resource not found.", RpcErrorKind.Lagging)]
    [InlineData("eth_call", -32005, "limit exceeded", RpcErrorKind.RateLimited)]
    [InlineData("eth_call", -32603, "Internal error", RpcErrorKind.Internal)]
    [InlineData("eth_call", -32002, "request timed out", RpcErrorKind.Timeout)]
    [InlineData("eth_call", -32000, "insufficient funds for transfer", RpcErrorKind.Refused)]
    [InlineData("eth_call", -32003, "response too large", RpcErrorKind.TooLarge)]
    [InlineData("eth_blockNumber", 429, "Your app has exceeded its compute units per second capacity", RpcErrorKind.RateLimited)]
    [InlineData("eth_blockNumber", -32005, "daily request count exceeded, request rate limited", RpcErrorKind.RateLimited)]
    [InlineData("eth_blockNumber", -32016, "rate limit exceeded", RpcErrorKind.RateLimited)]
    [InlineData("eth_getBlockReceipts", -32601, "the method eth_getBlockReceipts does not exist/is not available", RpcErrorKind.MethodNotFound)]
    [InlineData("eth_getBlockReceipts", -32000, "Unsupported method: eth_getBlockReceipts", RpcErrorKind.MethodNotFound)]
    [InlineData("eth_getLogs", -32005, "query returned more than 10000 results", RpcErrorKind.RangeRefused)]
    [InlineData("eth_getLogs", -32005, "limit exceeded", RpcErrorKind.RangeRefused)]
    [InlineData("eth_getLogs", -32005, "project ID request rate exceeded: too many requests", RpcErrorKind.RateLimited)]
    [InlineData("eth_getLogs", -32602, "Log response size exceeded. You can make eth_getLogs requests with up to a 2K block range", RpcErrorKind.RangeRefused)]
    [InlineData("eth_getLogs", -32000, "exceed maximum block range: 5000", RpcErrorKind.RangeRefused)]
    [InlineData("eth_getLogs", -32614, "eth_getLogs is limited to a 10,000 blocks range", RpcErrorKind.RangeRefused)]
    [InlineData("eth_getLogs", -32602, "block range extends beyond current head block", RpcErrorKind.Lagging)]
    [InlineData("eth_getLogs", -32602, "invalid block range params", RpcErrorKind.InvalidRequest)]
    [InlineData("eth_getLogs", -32000, "query timeout exceeded", RpcErrorKind.Timeout)]
    [InlineData("eth_call", -32600, "batch too large", RpcErrorKind.BatchRefused)]
    [InlineData("eth_call", -32000, "Batch requests are not supported", RpcErrorKind.BatchRefused)]
    public void What_providers_say_is_understood(string method, int code, string message, RpcErrorKind expected) =>
        RpcErrorClassifier.For(RpcErrorClassifier.Classify(code, message, null), method).Kind.Should().Be(expected);

    [Fact]
    public void Every_recorded_error_of_the_methods_used_is_permanent_or_a_matter_of_time()
    {
        var errors = new[] { "eth_call", "eth_getLogs", "eth_getBlockByNumber", "eth_getBlockReceipts", "eth_getTransactionReceipt" }
            .SelectMany(method => ExecutionApi.Exchanges(method).Select(exchange => (method, Error: JsonNode.Parse(exchange.Answer)!["error"])))
            .Where(item => item.Error is not null)
            .Select(item => RpcErrorClassifier.For(RpcErrorClassifier.Classify((int)item.Error!["code"]!, (string)item.Error["message"]!, null), item.method).Kind)
            .ToList();
        errors.Should().Equal(
            RpcErrorKind.Reverted, RpcErrorKind.Reverted, RpcErrorKind.Lagging, RpcErrorKind.InvalidRequest, RpcErrorKind.InvalidRequest);
    }
}
