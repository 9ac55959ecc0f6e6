using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Snapshotter.Ethereum.Models.Json;
using Snapshotter.Tests.Ethereum.JsonRpc;

namespace Snapshotter.Tests.Ethereum.Models;

public class ModelFaultTests
{
    private static readonly string Block = Sample("eth_getBlockByNumber", "get-genesis.io");
    private static readonly string Log = JsonNode.Parse(Sample("eth_getLogs", "contract-addr.io"))![0]!.ToJsonString();
    private static readonly string Receipt = Sample("eth_getTransactionReceipt", "get-legacy-receipt.io");

    public static TheoryData<string, string> RequiredFields()
    {
        var data = new TheoryData<string, string>();
        foreach (var field in new[] { "number", "hash", "parentHash", "timestamp", "logsBloom", "transactions" }) data.Add("block", field);
        foreach (var field in new[] { "address", "topics", "data", "blockNumber", "blockHash", "transactionHash", "transactionIndex", "logIndex" }) data.Add("log", field);
        foreach (var field in new[] { "transactionHash", "transactionIndex", "blockHash", "blockNumber", "from", "gasUsed", "cumulativeGasUsed", "logsBloom", "logs" }) data.Add("receipt", field);
        return data;
    }

    [Theory]
    [MemberData(nameof(RequiredFields))]
    public void A_missing_field_is_named(string model, string field)
    {
        var json = JsonNode.Parse(TextOf(model))!.AsObject();
        json.Remove(field).Should().BeTrue();
        var read = () => Read(model, json.ToJsonString());
        read.Should().Throw<JsonException>().WithMessage($"The {model} has no '{field}'.");
    }

    [Theory]
    [MemberData(nameof(RequiredFields))]
    public void A_field_of_the_wrong_type_is_refused(string model, string field)
    {
        foreach (var wrong in new[] { "null", "7", "true", "{}", "\"\"", "\"0xzz\"", "\"12\"", "[[]]", "\"0x123456789012345678901234567890123456789012345678901234567890123456789\"" })
        {
            var json = JsonNode.Parse(TextOf(model))!.AsObject();
            json[field] = JsonNode.Parse(wrong);
            var read = () => Read(model, json.ToJsonString());
            read.Should().Throw<JsonException>($"{field} is {wrong}");
        }
    }

    [Theory]
    [InlineData("block")]
    [InlineData("log")]
    [InlineData("receipt")]
    public void Members_may_come_in_any_order_with_others_between(string model)
    {
        var json = JsonNode.Parse(TextOf(model))!.AsObject();
        var reversed = new JsonObject([.. json.Reverse().Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))]);
        reversed.Insert(1, "extra", new JsonObject { ["number"] = new JsonArray(1, 2), ["hash"] = "0x" });
        Read(model, reversed.ToJsonString()).Should().BeEquivalentTo(Read(model, TextOf(model)));
    }

    [Theory]
    [InlineData("block")]
    [InlineData("log")]
    [InlineData("receipt")]
    public void Any_damage_is_either_read_or_refused_as_JSON(string model)
    {
        var original = Encoding.UTF8.GetBytes(TextOf(model));
        var refused = 0;
        var damage = Prop.ForAll<int, byte, byte>((place, change, kind) =>
        {
            var bytes = Damage(original, place, change, kind);
            try
            {
                Read(model, bytes);
            }
            catch (JsonException)
            {
                refused++;
            }
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000), damage);
        refused.Should().BeGreaterThan(100);
    }

    [Theory]
    [InlineData("block")]
    [InlineData("log")]
    [InlineData("receipt")]
    public void Every_answer_that_is_cut_short_is_refused(string model)
    {
        var original = Encoding.UTF8.GetBytes(TextOf(model));
        for (var length = 1; length < original.Length; length++)
        {
            var cut = original[..length];
            var read = () => Read(model, cut);
            read.Should().Throw<JsonException>($"only {length} bytes are there");
        }
    }

    [Fact]
    public void A_quantity_may_be_as_large_as_2_to_the_63_less_one_and_no_larger()
    {
        static long Quantity(string text) => Parse.As($"\"{text}\"", (ref Utf8JsonReader reader) => JsonHex.Quantity(ref reader, "height"));
        Quantity("0x0").Should().Be(0);
        Quantity("0x").Should().Be(0);
        Quantity("0x000000000000000000000000000001F").Should().Be(31);
        Quantity("0x7fffffffffffffff").Should().Be(long.MaxValue);
        ((Action)(() => Quantity("0x8000000000000000"))).Should().Throw<JsonException>().WithMessage("*height*2^63*");
        ((Action)(() => Quantity("0x10000000000000000"))).Should().Throw<JsonException>().WithMessage("*height*too large*");
    }

    [Fact]
    public void A_log_has_at_most_four_topics()
    {
        var json = JsonNode.Parse(Log)!.AsObject();
        json["topics"] = new JsonArray([.. Enumerable.Repeat(0, 5).Select(_ => JsonValue.Create("0x" + new string('1', 64)))]);
        var read = () => Read("log", json.ToJsonString());
        read.Should().Throw<JsonException>().WithMessage("*four topics*");
    }

    [Fact]
    public void Reading_a_thousand_logs_allocates_little_beyond_the_logs()
    {
        const int Logs = 1000;
        var json = Encoding.UTF8.GetBytes("[" + string.Join(',', Enumerable.Repeat(Log, Logs)) + "]");
        var logs = Parse.As(json, LogEntryJson.ReadAll);
        var before = GC.GetAllocatedBytesForCurrentThread();
        logs = Parse.As(json, LogEntryJson.ReadAll);
        var perLog = (GC.GetAllocatedBytesForCurrentThread() - before) / Logs;

        // Two topics (24 + 64), 32 bytes of data (24 + 32), the log itself (about 160) and its place in the array (8).
        logs.Should().HaveCount(Logs);
        logs[0].Topics.Should().HaveCount(2);
        perLog.Should().BeLessThan(340);
    }

    private static byte[] Damage(byte[] original, int place, byte change, byte kind)
    {
        var at = (int)((uint)place % (uint)original.Length);
        var bytes = (byte[])original.Clone();
        switch (kind % 4)
        {
            case 0:
                bytes[at] = change;
                return bytes;
            case 1:
                return [.. bytes[..at], .. bytes[(at + 1)..]];
            case 2:
                return [.. bytes[..at], change, .. bytes[at..]];
            default:
                bytes[at] = (byte)"{}[]\",:0x"[change % 9];
                return bytes;
        }
    }

    private static string TextOf(string model) => model switch { "block" => Block, "log" => Log, _ => Receipt };

    private static object Read(string model, string json) => Read(model, Encoding.UTF8.GetBytes(json));

    private static object Read(string model, ReadOnlySpan<byte> json)
    {
        // Damage behind the value leaves a token the value's reader rightly does not look at.
        var reader = new Utf8JsonReader(json);
        reader.Read();
        return model switch
        {
            "block" => BlockHeaderJson.Read(ref reader),
            "log" => LogEntryJson.Read(ref reader),
            _ => TransactionReceiptJson.Read(ref reader),
        };
    }

    private static string Sample(string method, string file) =>
        JsonNode.Parse(ExecutionApi.Exchanges(method).Single(exchange => exchange.File == file).Answer)!["result"]!.ToJsonString();
}
