using System.Net;
using System.Text.Json.Nodes;
using Snapshotter.Ethereum.JsonRpc;
using static Snapshotter.Tests.Ethereum.JsonRpc.RpcClientTests;
using static Snapshotter.Tests.Ethereum.JsonRpc.ScriptedEndpoints;

namespace Snapshotter.Tests.Ethereum.JsonRpc;

public sealed class BatchRefusalTests : IDisposable
{
    private readonly ScriptedEndpoints _endpoints = new();

    public void Dispose() => _endpoints.Dispose();

    [Fact]
    public async Task Even_one_call_is_sent_as_an_array()
    {
        _endpoints.OnCalls("a", _ => Result("0x1"));
        using var client = Clients.Create(Clients.Options("a"), _endpoints);
        (await NumbersAsync(client, 1))[0].Value.Should().Be(1);
        _endpoints.Requests.Single().Body.Should().BeOfType<JsonArray>();
    }

    [Theory]
    [InlineData(200, """{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"Invalid request"}}""")]
    [InlineData(200, """{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"parse error"}}""")]
    [InlineData(400, "Bad Request")]
    [InlineData(415, "")]
    public async Task An_endpoint_without_batches_gets_single_calls_from_then_on(int status, string refusal)
    {
        _endpoints.On("a", body => body is JsonArray ? Text(refusal, (HttpStatusCode)status) : Json(AnswerAll(body, _ => Result("0x1"))));
        using var client = Clients.Create(Clients.Options("a"), _endpoints);
        (await NumbersAsync(client, 3)).Should().OnlyContain(number => number.Value == 1);
        _endpoints.Requests.Should().HaveCount(4);
        (await NumbersAsync(client, 2)).Should().OnlyContain(number => number.Value == 1);
        _endpoints.Requests.Skip(1).Should().HaveCount(5).And.OnlyContain(request => request.Body is JsonObject);
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"batch too large"}}""", 200)]
    [InlineData("""[{"jsonrpc":"2.0","id":1,"error":{"code":-32600,"message":"batch too large"}}]""", 200)]
    [InlineData("""{"error":{"code":-32000,"message":"batch size exceeds the maximum of 10"}}""", 400)]
    [InlineData("", 413)]
    public async Task Batches_shrink_to_what_the_endpoint_takes_and_it_is_remembered(string refusal, int status)
    {
        _endpoints.On("a", body => Count(body) > 10 ? Text(refusal, (HttpStatusCode)status) : Json(AnswerAll(body, _ => Result("0x1"))));
        using var client = Clients.Create(Clients.Options("a"), _endpoints);
        (await NumbersAsync(client, 40)).Should().OnlyContain(number => number.Value == 1);
        _endpoints.Requests.Max(request => Count(request.Body)).Should().Be(40);

        var before = _endpoints.Requests.Count;
        (await NumbersAsync(client, 40)).Should().OnlyContain(number => number.Value == 1);
        _endpoints.Requests.Skip(before).Should().HaveCount(4).And.OnlyContain(request => Count(request.Body) == 10);
    }

    [Fact]
    public async Task An_answer_above_the_byte_limit_is_asked_for_again_in_halves()
    {
        var large = "0x" + new string('a', 600);
        _endpoints.OnCalls("a", _ => Result(large));
        var options = Clients.Options("a");
        options.MaxResponseBytes = 4096;
        using var client = Clients.Create(options, _endpoints);
        var batch = client.CreateBatch("test");
        var answers = Enumerable.Range(0, 16).Select(_ => batch.Call(default, new byte[4], BlockTag.Latest)).ToList();
        await batch.SendAsync(CancellationToken.None);
        answers.Should().OnlyContain(answer => answer.Value.Length == 300);
        _endpoints.Requests.Select(request => Count(request.Body)).Should().BeEquivalentTo([16, 8, 8, 4, 4, 4, 4]);
    }

    [Fact]
    public async Task A_single_answer_above_the_byte_limit_is_an_error_that_names_the_setting()
    {
        _endpoints.OnCalls("a", _ => Result("0x" + new string('a', 9000)));
        var options = Clients.Options("a");
        options.MaxResponseBytes = 4096;
        using var client = Clients.Create(options, _endpoints);
        var error = (await NumbersAsync(client, 1))[0].Error!;
        error.Kind.Should().Be(RpcErrorKind.TooLarge);
        error.ToString().Should().Contain("MaxResponseBytes");
        _endpoints.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task What_a_full_answer_leaves_out_is_asked_for_in_smaller_company()
    {
        // geth stops a batch when its answer is full: the rest gets error -32003.
        _endpoints.On("a", body =>
        {
            var place = 0;
            return Json(AnswerAll(body, _ => place++ < 6 ? Result("0x1") : Error(-32003, "response too large")));
        });
        using var client = Clients.Create(Clients.Options("a"), _endpoints);
        (await NumbersAsync(client, 20)).Should().OnlyContain(number => number.Value == 1);
    }

    [Fact]
    public async Task A_refusal_after_batches_were_answered_only_means_the_size()
    {
        _endpoints.On("a", body => Count(body) > 5 ? Text("Bad Request", HttpStatusCode.BadRequest) : Json(AnswerAll(body, _ => Result("0x1"))));
        using var client = Clients.Create(Clients.Options("a"), _endpoints);
        await NumbersAsync(client, 5);
        var numbers = await NumbersAsync(client, 10);
        numbers.Should().OnlyContain(number => number.Error!.Kind == RpcErrorKind.Refused, "HTTP 400 to an endpoint that takes batches says the request is wrong");
    }
}
