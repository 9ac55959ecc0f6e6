using System.Net;
using System.Text.Json.Nodes;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.JsonRpc.Endpoints;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Tests.Support;
using static Snapshotter.Tests.Ethereum.JsonRpc.ScriptedEndpoints;

namespace Snapshotter.Tests.Ethereum.JsonRpc;

public sealed class RpcClientTests : IDisposable
{
    private static readonly Address Pair = Address.Parse("0xb4e16d0168e52d35cacd2c6185b44281ec28c9dc");
    private readonly ScriptedEndpoints _endpoints = new();
    private readonly RequestLog _log = new();

    public void Dispose() => _endpoints.Dispose();

    [Fact]
    public async Task Mixed_methods_travel_in_one_request_and_read_as_the_standard_writes_them()
    {
        _endpoints.OnCalls("a", call => Result((string)call["method"]! switch
        {
            "eth_chainId" => "0x1",
            "eth_blockNumber" => "0x10",
            "eth_call" => "0xff",
            "eth_getLogs" => new JsonArray(),
            "eth_gasPrice" => "0x3b9aca00",
            _ => null,
        }));
        using var client = Clients.Create(Clients.Options("a"), _endpoints, observer: _log);
        var hash = new Hash32(Enumerable.Repeat((byte)0xab, 32).ToArray());
        var batch = client.CreateBatch("preload", 7);
        var chainId = batch.ChainId();
        var number = batch.BlockNumber();
        var call = batch.Call(Pair, new byte[] { 9, 2, 0xf1, 0xac }, hash);
        var logs = batch.Logs(new LogFilter([Pair], [[hash], null, [hash, hash]], 1, 16));
        var block = batch.Block(16);
        var byHash = batch.Block(hash);
        var receipts = batch.BlockReceipts(BlockTag.Finalized);
        var receipt = batch.Receipt(hash);
        var raw = batch.Raw("eth_gasPrice");
        await batch.SendAsync(CancellationToken.None);

        chainId.Value.Should().Be(1);
        number.Value.Should().Be(16);
        call.Value.Should().Equal(0xff);
        logs.Value.Should().BeEmpty();
        block.Value.Should().BeNull();
        byHash.Value.Should().BeNull();
        receipts.Value.Should().BeNull();
        receipt.Value.Should().BeNull();
        raw.Value.GetString().Should().Be("0x3b9aca00");

        var hex = hash.ToString();
        _endpoints.Requests.Should().ContainSingle().Which.Body.AsArray().Select(item => item!["params"]!.ToJsonString()).Should().Equal(
            "[]",
            "[]",
            $$"""[{"to":"{{Pair}}","data":"0x0902f1ac"},{"blockHash":"{{hex}}"}]""",
            $$"""[{"fromBlock":"0x1","toBlock":"0x10","address":["{{Pair}}"],"topics":[["{{hex}}"],null,["{{hex}}","{{hex}}"]]}]""",
            """["0x10",false]""",
            $$"""["{{hex}}",false]""",
            """["finalized"]""",
            $$"""["{{hex}}"]""",
            "[]");
        var told = _log.Requests.Should().ContainSingle().Which;
        (told.Endpoint, told.Purpose, told.EpochId, told.Outcome).Should().Be(("a", "preload", 7L, RpcOutcome.Answered));
        told.Calls.Should().HaveCount(9).And.Contain("eth_call", 1).And.Contain("eth_getBlockByHash", 1);
        told.RequestBytes.Should().BeGreaterThan(500);
        told.ResponseBytes.Should().BeGreaterThan(200);
    }

    [Theory]
    [InlineData("0x")]
    [InlineData("12")]
    [InlineData(null)]
    public async Task What_is_no_number_where_one_is_asked_for_is_asked_for_elsewhere(string? wrong)
    {
        _endpoints.OnCalls("a", _ => Result(wrong));
        _endpoints.OnCalls("b", _ => Result("0x3b9aca00"));
        using var client = Clients.Create(Clients.Options("a", "b"), _endpoints);
        var batch = client.CreateBatch("send");
        var count = batch.Quantity("eth_getTransactionCount", "transaction count", Pair.ToString(), "latest");
        await batch.SendAsync(CancellationToken.None);

        count.Value.Should().Be((UInt128)1_000_000_000);
        _endpoints.Requests.Select(static request => request.Endpoint).Should().Equal("a", "b");
    }

    [Fact]
    public async Task A_batch_above_the_limit_is_split()
    {
        _endpoints.OnCalls("a", _ => Result("0x5"));
        var options = Clients.Options("a");
        options.MaxBatchSize = 100;
        using var client = Clients.Create(options, _endpoints);
        var numbers = await NumbersAsync(client, 250);
        numbers.Should().OnlyContain(number => number.Value == 5);
        _endpoints.Requests.Select(request => Count(request.Body)).Should().BeEquivalentTo([100, 100, 50]);
    }

    [Fact]
    public async Task Only_the_failed_calls_are_sent_again_and_on_the_next_endpoint()
    {
        _endpoints.OnCalls("a", call => (int)call["id"]! % 10 == 0 ? Error(-32000, "header not found") : Result("0x1"));
        _endpoints.OnCalls("b", _ => Result("0x2"));
        using var client = Clients.Create(Clients.Options("a", "b"), _endpoints, observer: _log);
        var numbers = await NumbersAsync(client, 30);
        numbers.Count(number => number.Value == 1).Should().Be(27);
        numbers.Count(number => number.Value == 2).Should().Be(3);
        _endpoints.Requests.Select(request => (request.Endpoint, Count(request.Body))).Should().Equal(("a", 30), ("b", 3));
        _log.Requests.Select(request => request.Outcome).Should().Equal(RpcOutcome.PartlyFailed, RpcOutcome.Answered);
    }

    [Theory]
    [InlineData(3, "execution reverted", RpcErrorKind.Reverted)]
    [InlineData(-32602, "invalid params", RpcErrorKind.InvalidRequest)]
    [InlineData(-32601, "method not found", RpcErrorKind.MethodNotFound)]
    [InlineData(-32000, "odd", RpcErrorKind.Refused)]
    public async Task What_will_not_change_is_not_asked_again(int code, string message, RpcErrorKind kind)
    {
        _endpoints.OnCalls("a", call => (int)call["id"]! == 2 ? Error(code, message) : Result("0x1"));
        using var client = Clients.Create(Clients.Options("a", "b"), _endpoints);
        var numbers = await NumbersAsync(client, 3);
        _endpoints.Requests.Should().ContainSingle();
        numbers[0].IsSuccess.Should().BeTrue();
        numbers[2].IsSuccess.Should().BeTrue();
        numbers[1].IsSuccess.Should().BeFalse();
        numbers[1].Error!.Kind.Should().Be(kind);
        numbers[1].Error!.Attempt.Should().Be(1);
        numbers[1].Invoking(number => number.Value).Should().Throw<RpcException>()
            .WithMessage($"eth_blockNumber on endpoint 'a' failed at attempt 1: {kind} (code {code}): {message}*").Which.Error.Should().BeSameAs(numbers[1].Error);
        client.Endpoints[0].State.Should().Be(EndpointState.Healthy, "the endpoint did its work");
    }

    [Fact]
    public async Task Attempts_are_bounded_and_back_off_grows_with_jitter()
    {
        _endpoints.OnCalls("a", _ => Error(-32603, "internal error"));
        var options = Clients.Options("a");
        options.MaxAttempts = 6;
        options.BaseDelay = TimeSpan.FromSeconds(1);
        options.MaxDelay = TimeSpan.FromSeconds(4);
        var time = Clients.Time();
        using var client = Clients.Create(options, _endpoints, time);
        var number = (await NumbersAsync(client, 1))[0];
        number.Error!.Attempt.Should().Be(6);
        _endpoints.Requests.Should().HaveCount(6);
        time.Skipped.Should().HaveCount(5);
        time.Skipped.Should().OnlyHaveUniqueItems();
        time.Skipped.Zip([1, 2, 4, 4, 4]).Should().OnlyContain(wait => wait.First >= TimeSpan.Zero && wait.First < TimeSpan.FromSeconds(wait.Second));
    }

    [Fact]
    public async Task Back_off_begins_anew_after_a_success()
    {
        var answers = new Queue<bool>([false, false, false, true, false, true]);
        _endpoints.OnCalls("a", _ => answers.Dequeue() ? Result("0x1") : Error(-32603, "internal error"));
        var options = Clients.Options("a");
        options.BaseDelay = TimeSpan.FromMilliseconds(100);
        var time = Clients.Time();
        using var client = Clients.Create(options, _endpoints, time);
        (await NumbersAsync(client, 1))[0].Value.Should().Be(1);
        (await NumbersAsync(client, 1))[0].Value.Should().Be(1);
        time.Skipped.Should().HaveCount(4);
        time.Skipped[3].Should().BeLessThan(TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public async Task Another_endpoint_is_asked_without_delay()
    {
        _endpoints.On("a", (_, _) => throw new HttpRequestException(HttpRequestError.ConnectionError, "refused (secret-host:443)"));
        _endpoints.OnCalls("b", _ => Result("0x2"));
        var time = Clients.Time();
        using var client = Clients.Create(Clients.Options("a", "b"), _endpoints, time);
        (await NumbersAsync(client, 1))[0].Value.Should().Be(2);
        time.Skipped.Should().BeEmpty();
    }

    [Fact]
    public async Task An_endpoint_that_fails_is_passed_over_until_its_trial_is_due()
    {
        var works = false;
        _endpoints.OnCalls("a", _ => works ? Result("0x1") : Error(-32603, "internal error"));
        _endpoints.OnCalls("b", _ => Result("0x2"));
        var time = new FakeTime();
        using var client = Clients.Create(Clients.Options("a", "b"), _endpoints, time);
        (await NumbersAsync(client, 1))[0].Value.Should().Be(2);
        (await NumbersAsync(client, 1))[0].Value.Should().Be(2);
        _endpoints.Requests.Select(request => request.Endpoint).Should().Equal("a", "b", "b");
        client.Endpoints.Select(endpoint => endpoint.State).Should().Equal(EndpointState.Suspect, EndpointState.Healthy);

        works = true;
        time.Advance(TimeSpan.FromSeconds(5));
        (await NumbersAsync(client, 1))[0].Value.Should().Be(1);
        client.Endpoints[0].State.Should().Be(EndpointState.Healthy);
        client.Endpoints[0].TrialAt.Should().BeNull();
    }

    [Fact]
    public async Task A_time_out_moves_on_to_the_next_endpoint()
    {
        var time = new FakeTime();
        _endpoints.On("a", async (_, cancellationToken) =>
        {
            time.Advance(TimeSpan.FromSeconds(20));
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
            throw new InvalidOperationException("The request was not cancelled.");
        });
        _endpoints.OnCalls("b", _ => Result("0x2"));
        using var client = Clients.Create(Clients.Options("a", "b"), _endpoints, time, _log);
        (await NumbersAsync(client, 1))[0].Value.Should().Be(2);
        _log.Requests[0].Outcome.Should().Be(RpcOutcome.TimedOut);
        _log.Requests[0].Duration.Should().Be(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Cancelling_ends_the_batch_at_once_and_is_told_to_the_observer()
    {
        using var cancel = new CancellationTokenSource();
        _endpoints.On("a", async (_, cancellationToken) =>
        {
            await cancel.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return Json(null);
        });
        using var client = Clients.Create(Clients.Options("a", "b"), _endpoints, observer: _log);
        var batch = client.CreateBatch("test");
        var number = batch.BlockNumber();
        await batch.Invoking(sent => sent.SendAsync(cancel.Token)).Should().ThrowAsync<OperationCanceledException>();
        number.Invoking(answer => answer.Value).Should().Throw<InvalidOperationException>();
        _log.Requests.Should().ContainSingle().Which.Outcome.Should().Be(RpcOutcome.Cancelled);
        client.Endpoints[0].State.Should().Be(EndpointState.Healthy, "the caller's wish says nothing about the endpoint");
    }

    [Fact]
    public async Task Too_many_requests_halves_the_pace_and_honours_Retry_After()
    {
        var isFirst = true;
        _endpoints.On("a", body =>
        {
            if (!isFirst) return Json(AnswerAll(body, _ => Result("0x1")));
            isFirst = false;
            var refusal = Text("slow down", HttpStatusCode.TooManyRequests);
            refusal.Headers.Add("Retry-After", "7");
            return refusal;
        });
        var time = Clients.Time();
        using var client = Clients.Create(Clients.Options("a"), _endpoints, time, _log);
        (await NumbersAsync(client, 1))[0].Value.Should().Be(1);
        time.Skipped.Aggregate(TimeSpan.Zero, (sum, wait) => sum + wait).Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(7));
        _log.Requests.Select(request => request.Outcome).Should().Equal(RpcOutcome.RateLimited, RpcOutcome.Answered);
        client.Endpoints[0].State.Should().Be(EndpointState.Healthy, "a slower pace is no fault");
    }

    [Fact]
    public async Task An_endpoint_that_asks_for_a_long_pause_is_passed_over()
    {
        _endpoints.On("a", _ =>
        {
            var refusal = Text("", HttpStatusCode.TooManyRequests);
            refusal.Headers.Add("Retry-After", "3600");
            return refusal;
        });
        _endpoints.OnCalls("b", _ => Result("0x2"));
        using var client = Clients.Create(Clients.Options("a", "b"), _endpoints, new FakeTime());
        (await NumbersAsync(client, 1))[0].Value.Should().Be(2);
        (await NumbersAsync(client, 1))[0].Value.Should().Be(2);
        _endpoints.Requests.Select(request => request.Endpoint).Should().Equal("a", "b", "b");
    }

    [Fact]
    public async Task When_the_plan_is_used_up_the_error_says_when_the_next_turn_is()
    {
        _endpoints.OnCalls("a", _ => Result("0x1"));
        var options = Clients.Options("a");
        options.Endpoints[0].RateLimit = "1/day";
        using var client = Clients.Create(options, _endpoints);
        (await NumbersAsync(client, 1))[0].Value.Should().Be(1);
        var error = (await NumbersAsync(client, 1))[0].Error!;
        error.Kind.Should().Be(RpcErrorKind.RateLimited);
        error.Reason.Should().Match("*next turn is 86* s away*");
        _endpoints.Requests.Should().ContainSingle("a request that would be refused is not sent");
    }

    [Fact]
    public async Task The_limit_may_count_calls_instead_of_requests()
    {
        _endpoints.OnCalls("a", _ => Result("0x1"));
        var options = Clients.Options("a");
        options.Endpoints[0].RateLimit = "10/second";
        options.RateLimitCost = RateLimitCost.MethodCall;
        var time = Clients.Time();
        using var client = Clients.Create(options, _endpoints, time);
        await NumbersAsync(client, 10);
        time.Skipped.Should().BeEmpty();
        await NumbersAsync(client, 1);
        time.Skipped.Should().Equal(TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    public async Task Denied_access_is_not_repeated_at_the_same_endpoint(int status)
    {
        _endpoints.On("a", _ => Text($"key {Clients.Secret} is not allowed", (HttpStatusCode)status));
        using var client = Clients.Create(Clients.Options("a"), _endpoints);
        var error = (await NumbersAsync(client, 1))[0].Error!;
        error.Kind.Should().Be(RpcErrorKind.AccessDenied);
        error.Code.Should().Be(status);
        _endpoints.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task No_message_tells_a_URL_or_a_key()
    {
        _endpoints.OnCalls("a", _ => Error(-32000, $"project {Clients.Secret} at https://node.example/v3/{Clients.Secret}?x=1 is closed"));
        using var client = Clients.Create(Clients.Options("a"), _endpoints);
        var error = (await NumbersAsync(client, 1))[0].Error!;
        error.ToString().Should().NotContain(Clients.Secret).And.NotContain("node.example").And.Contain("'a'").And.Contain("<hidden>").And.Contain("<url>");
        Clients.Options("a").Endpoints[0].ToString().Should().Be("a");
    }

    [Fact]
    public async Task An_error_sent_with_an_HTTP_error_status_is_read_all_the_same()
    {
        _endpoints.On("a", body => Text(AnswerAll(body, _ => Error(3, "execution reverted")).ToJsonString(), HttpStatusCode.InternalServerError));
        using var client = Clients.Create(Clients.Options("a"), _endpoints);
        (await NumbersAsync(client, 2))[1].Error!.Kind.Should().Be(RpcErrorKind.Reverted);
        _endpoints.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task A_batch_is_sent_once()
    {
        _endpoints.OnCalls("a", _ => Result("0x1"));
        using var client = Clients.Create(Clients.Options("a"), _endpoints);
        var batch = client.CreateBatch("test");
        var number = batch.BlockNumber();
        number.Invoking(answer => answer.Value).Should().Throw<InvalidOperationException>().WithMessage("*SendAsync*");
        await batch.SendAsync(CancellationToken.None);
        await batch.Invoking(sent => sent.SendAsync(CancellationToken.None)).Should().ThrowAsync<InvalidOperationException>();
        batch.Invoking(sent => sent.ChainId()).Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public async Task A_block_or_receipt_of_something_else_is_no_answer()
    {
        var block = JsonNode.Parse(ExecutionApi.Exchanges("eth_getBlockByNumber").Single(exchange => exchange.File == "get-genesis.io").Answer)!["result"]!;
        _endpoints.OnCalls("a", _ => Result(block.DeepClone()));
        using var client = Clients.Create(Clients.Options("a"), _endpoints);
        var batch = client.CreateBatch("test");
        var right = batch.Block(0);
        var wrongNumber = batch.Block(5);
        var wrongHash = batch.Block(default(Hash32));
        await batch.SendAsync(CancellationToken.None);
        right.Value!.Number.Should().Be(0);
        wrongNumber.Error!.Kind.Should().Be(RpcErrorKind.WrongAnswer);
        wrongHash.Error!.Kind.Should().Be(RpcErrorKind.WrongAnswer);
    }

    internal static async Task<List<RpcAnswer<long>>> NumbersAsync(RpcClient client, int count)
    {
        var batch = client.CreateBatch("test");
        var numbers = Enumerable.Range(0, count).Select(_ => batch.BlockNumber()).ToList();
        await batch.SendAsync(CancellationToken.None);
        return numbers;
    }
}
