using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.JsonRpc.Calls;
using Snapshotter.Ethereum.JsonRpc.Wire;
using Snapshotter.Ethereum.Models.Json;

namespace Snapshotter.Tests.Ethereum.JsonRpc.Wire;

public class ResponseReaderTests
{
    private readonly RpcAnswer<long>[] _answers = [new(), new(), new()];
    private readonly PendingCall[] _calls;

    public ResponseReaderTests() => _calls = [.. _answers.Select(Call)];

    [Theory]
    [InlineData("""[{"id":1,"result":"0x1"},{"id":2,"result":"0x2"},{"id":3,"result":"0x3"}]""")]
    [InlineData("""[{"id":3,"result":"0x3"},{"id":1,"result":"0x1"},{"id":2,"result":"0x2"}]""")]
    [InlineData("""[{"result":"0x3","id":3},{"result":"0x1","jsonrpc":"2.0","id":1},{"x":[{}],"result":"0x2","id":2}]""")]
    [InlineData("""[{"id":"1","result":"0x1"},{"id":"2","result":"0x2"},{"id":"3","result":"0x3","error":null}]""")]
    [InlineData(""" [ { "id" : 1 , "result" : "0x1" } , {"id":2,"result":"0x2"},{"id":3,"result":"0x3"} ] """)]
    public void Answers_are_matched_by_id_in_any_order(string body)
    {
        var result = Read(body);
        result.Whole.Should().BeNull();
        result.Calls.Should().HaveCount(3).And.OnlyContain(fault => fault == null);
        foreach (var call in _calls) call.Call.Accept();
        _answers.Select(answer => answer.Value).Should().Equal(1, 2, 3);
    }

    [Theory]
    [InlineData("""[{"id":1,"result":"0x1"},{"id":1,"result":"0x1"},{"id":2,"result":"0x2"}]""", "*id 1 is answered twice*")]
    [InlineData("""[{"id":1,"result":"0x1"},{"id":4,"result":"0x1"}]""", "*not asked*")]
    [InlineData("""[{"id":0,"result":"0x1"}]""", "*not asked*")]
    [InlineData("""[{"id":1.5,"result":"0x1"}]""", "*not asked*")]
    [InlineData("""[{"id":"one","result":"0x1"}]""", "*not asked*")]
    [InlineData("""[{"id":99,"error":{"code":-32000,"message":"x"}}]""", "*not asked*")]
    [InlineData("""[{"result":"0x1"}]""", "*no id*")]
    [InlineData("""[7]""", "*no object*")]
    [InlineData("""{"id":1,"result":"0x1"}""", "*no array*")]
    [InlineData("\"fine\"", "*no array*")]
    [InlineData("null", "*no array*")]
    [InlineData("<html><body>502 Bad Gateway</body></html>", "*no JSON*")]
    [InlineData("", "*no JSON*")]
    [InlineData("""[{"id":1,"result":"0x1"},{"id":2,"res""", "*no JSON*")]
    [InlineData("""[{"id":1,"result":"0x1"}] trailing""", "*no JSON*")]
    public void An_answer_that_cannot_be_trusted_is_refused_as_a_whole(string body, string reason)
    {
        var result = Read(body);
        result.Whole!.Kind.Should().Be(RpcErrorKind.Malformed);
        result.Whole.Reason.Should().Match(reason);
        _answers.Should().OnlyContain(answer => !answer.IsSuccess);
    }

    [Fact]
    public void A_call_that_is_left_out_misses_its_answer_and_the_others_have_theirs() =>
        Read("""[{"id":3,"result":"0x3"}]""").Calls.Select(fault => fault?.Kind)
            .Should().Equal(RpcErrorKind.MissingAnswer, RpcErrorKind.MissingAnswer, null);

    [Fact]
    public void Each_call_has_its_own_fault()
    {
        var result = Read("""[{"id":1,"error":{"code":3,"message":"execution reverted","data":"0x08c379a0"}},{"id":2,"result":{"not":"a number"}},{"id":3}]""");
        result.Whole.Should().BeNull();
        result.Calls.Select(fault => fault!.Kind).Should().Equal(RpcErrorKind.Reverted, RpcErrorKind.Malformed, RpcErrorKind.Malformed);
        result.Calls[0]!.Data.Should().Equal(0x08, 0xc3, 0x79, 0xa0);
        result.Calls[1]!.Reason.Should().Contain("a hex string was expected");
        result.Calls[2]!.Reason.Should().Contain("neither result nor error");
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"Invalid Request"}}""", RpcErrorKind.BatchRefused)]
    [InlineData("""{"error":{"code":-32700,"message":"parse error"}}""", RpcErrorKind.BatchRefused)]
    [InlineData("""{"error":{"code":-32005,"message":"too many requests"}}""", RpcErrorKind.RateLimited)]
    [InlineData("""{"error":"rate limit reached"}""", RpcErrorKind.RateLimited)]
    [InlineData("""[{"id":null,"error":{"code":-32600,"message":"no arrays, please"}}]""", RpcErrorKind.BatchRefused)]
    public void One_error_for_a_whole_batch_is_understood(string body, RpcErrorKind expected) => Read(body).Whole!.Kind.Should().Be(expected);

    [Fact]
    public void An_answer_nested_too_deep_is_refused()
    {
        var result = Read("[{\"id\":1,\"extra\":" + new string('[', 5000) + new string(']', 5000) + ",\"result\":\"0x1\"}]");
        result.Whole!.Kind.Should().Be(RpcErrorKind.Malformed);
    }

    [Fact]
    public void Any_damage_gives_a_result_or_a_fault_and_never_throws()
    {
        var original = Encoding.UTF8.GetBytes("""[{"jsonrpc":"2.0","id":1,"result":"0x1"},{"result":"0x2","id":2},{"id":3,"error":{"code":-32000,"message":"header \u006eot found","data":"0x12"}}]""");
        var damage = Prop.ForAll<int, byte, byte>((place, change, kind) =>
        {
            var at = (int)((uint)place % (uint)original.Length);
            byte[] bytes = (kind % 3) switch
            {
                0 => [.. original[..at], change, .. original[(at + 1)..]],
                1 => original[..at],
                _ => [.. original[..at], (byte)"{}[]\",:0"[change % 8], .. original[at..]],
            };
            var result = ResponseReader.Read(bytes, _calls, isBatch: true);
            return result.Whole is not null || result.Calls.Count == 3;
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5000), damage);
    }

    private static PendingCall Call(RpcAnswer<long> answer) => new(new RpcCall<long>(
        "eth_blockNumber", _ => { }, (ref System.Text.Json.Utf8JsonReader reader) => JsonHex.Quantity(ref reader, "block number"), answer));

    private ExchangeResult Read(string body) => ResponseReader.Read(Encoding.UTF8.GetBytes(body), _calls, isBatch: true);
}
