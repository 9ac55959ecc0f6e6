using System.Text;
using Snapshotter.Core.Snapshots;
using Snapshotter.Tests.Computes.Modules.External;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Api.CommandLine;

public sealed class TryTests
{
    private const string Pair = "0xb4e16d0168e52d35cacd2c6185b44281ec28c9dc";

    private static readonly string Sample = Repository.PathOf("samples", "mainnet-17686110");
    private static readonly string[] Reserves = ["try", "--project", "pairContract_pair_total_reserves", "--source", Pair, "--epoch", "17686114-17686115", "--chain", Sample];

    [Fact]
    public async Task A_try_prints_the_bytes_that_the_pipeline_builds_and_their_CID()
    {
        var golden = Repository.ReadJsonLines(Repository.Golden("mainnet-17686110", "size2", "pairContract_pair_total_reserves.jsonl.gz"))
            .Single(static line => (long)line["epochId"]! == 3 && ((string)line["projectId"]!).Contains(Pair, StringComparison.Ordinal));

        var canonical = await Cli.RunAsync([.. Reserves, "--format", "canonical"]);
        var pretty = await Cli.RunAsync(Reserves);

        canonical.Output.Should().Be((string)golden["text"]!);
        canonical.Error.Should().Contain($"cid       {(string)golden["cid"]!}").And.Contain($"size      {canonical.Output.Length} bytes").And.Contain($"project   {(string)golden["projectId"]!}");
        CanonicalJson.Rewrite(Encoding.UTF8.GetBytes(pretty.Output)).Should().Equal(Encoding.UTF8.GetBytes(canonical.Output));
        pretty.Output.Should().Contain("\n  \"contract\": ");
        (canonical.ExitCode, pretty.ExitCode).Should().Be((0, 0));
    }

    [Fact]
    public async Task A_try_tells_each_call_with_method_contract_and_count()
    {
        var cli = await Cli.RunAsync(Reserves);

        var calls = cli.Error.Split(Environment.NewLine).Where(static line => line.StartsWith("call ", StringComparison.Ordinal)).ToList();
        calls.Should().Contain("call         2  eth_getBlockByNumber  -").And.Contain($"call         3  eth_call  {Pair}");
        cli.Error.Should().MatchRegex(@"requests  \d+\r?\n").And.MatchRegex(@"time      \d+\.\d{3} s");
    }

    [Theory]
    [InlineData("--project nothing --source PAIR --epoch 17686110-17686111", "--project nothing: the configuration has no such type. It has pairContract_pair_total_reserves, pairContract_trade_volume.")]
    [InlineData("--project aggregate_24h_stats_lite --epoch 17686110-17686111", "is an aggregate")]
    [InlineData("--project pairContract_trade_volume --epoch 17686110-17686111", "--source is needed: pairContract_trade_volume looks at a contract")]
    [InlineData("--project pairContract_trade_volume --source me --epoch 17686110-17686111", "--source must be an address")]
    [InlineData("--project pairContract_trade_volume --source PAIR --epoch 17686110", "two block numbers joined by '-'")]
    [InlineData("--project pairContract_trade_volume --source PAIR --epoch 17686111-17686110", "lies before the first")]
    [InlineData("--project pairContract_trade_volume --source PAIR --epoch 1-2000", "at most 1000 blocks")]
    [InlineData("--project pairContract_trade_volume --source PAIR --epoch 17686109-17686110", "the recording holds blocks 17686110 to 17686132")]
    public async Task What_does_not_fit_is_one_sentence_and_ends_with_code_2(string line, string sentence)
    {
        var cli = await Cli.RunAsync(["try", "--chain", Sample, .. line.Replace("PAIR", Pair, StringComparison.Ordinal).Split(' ')]);

        cli.ExitCode.Should().Be(2);
        cli.Error.TrimEnd().Should().Contain(sentence).And.NotContain("\n");
        cli.Output.Should().BeEmpty();
    }

    [Fact]
    public async Task A_snapshot_that_cannot_be_built_is_one_sentence_and_ends_with_code_1()
    {
        // The sample did not record a pair at this address.
        var cli = await Cli.RunAsync("try", "--chain", Sample, "--project", "pairContract_trade_volume", "--source", "0x00000000000000000000000000000000000000ff", "--epoch", "17686110-17686111");

        cli.ExitCode.Should().Be(1);
        cli.Error.Should().Contain("0x00000000000000000000000000000000000000ff").And.NotContain("   at ");
        cli.Output.Should().BeEmpty();
    }

    [Fact]
    public async Task A_bulk_type_prints_all_its_snapshots_or_that_of_one_source()
    {
        string[] pairs = ["try", "--chain", Sample, "--config", Repository.PathOf("config", "traded-pairs"), "--project", "traded_pair", "--epoch", "17686118-17686118", "--format", "canonical"];

        var all = await Cli.RunAsync(pairs);
        var one = await Cli.RunAsync([.. pairs, "--source", Pair]);
        var none = await Cli.RunAsync([.. pairs, "--source", "0x00000000000000000000000000000000000000ff"]);

        all.Output.Split('\n').Should().HaveCountGreaterThan(3).And.ContainSingle(line => line == one.Output);
        one.Error.Should().Contain($"project   traded_pair:{Pair}:");
        (all.ExitCode, one.ExitCode, none.ExitCode).Should().Be((0, 0, 1));
        none.Error.TrimEnd().Should().Be("traded_pair builds no snapshot of 0x00000000000000000000000000000000000000ff in blocks 17686118 to 17686118.");
    }

    [Fact]
    public async Task A_refused_module_ends_the_start_with_code_2_unless_the_operator_starts_without_it()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder.PathOf("Bad.dll"), CompiledModule.Preloader("Bad", static code => CompiledModule.Throw(code, "no luck")));
        var environment = new Dictionary<string, string> { ["SNAPSHOTTER_Modules__Path"] = folder.Root };

        var refusing = await Executable.RunAsync(environment, Reserves);
        refusing.ExitCode.Should().Be(2);
        refusing.Error.Should().Contain("A module is refused in").And.Contain("Bad.dll: Its class Bad cannot be made: no luck.").And.NotContain("   at ");

        environment["SNAPSHOTTER_Modules__StartWithoutRefused"] = "true";
        var starting = await Executable.RunAsync(environment, Reserves);
        starting.ExitCode.Should().Be(0);
        starting.Error.Should().Contain("A module is refused and left out: Bad.dll: Its class Bad cannot be made: no luck.");
    }
}
