using System.Net;
using System.Net.Sockets;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Api.CommandLine;

public sealed class CommandLineTests
{
    private static readonly string Sample = Repository.PathOf("samples", "mainnet-17686110");
    private static readonly string Config = Repository.PathOf("config");

    public static TheoryData<string, string> WrongArguments() => new()
    {
        { "bogus", "'bogus'" },
        { "run --nope", "'--nope'" },
        { "run --port 99999", "--port must be a whole number from 0 to 65535, not '99999'." },
        { "run --port x", "--port must be a whole number" },
        { "run --first-block 1.5", "--first-block must be a whole number of at least 0, not '1.5'." },
        { "run --epoch-size 0", "--epoch-size must be a whole number from 1 to 1000" },
        { "run --pace -1", "--pace must be a number from 0 to 86400" },
        { "run --chain /no/such/folder", "--chain: there is no folder" },
        { "run --config /no/such/folder", "--config: there is no folder" },
        { "run --rpc ftp://example.org", "--rpc must be an http or https URL" },
        { "run --rpc http://127.0.0.1:1 --chain SAMPLE", "not both" },
        { "run --chain SAMPLE --first-block 1", "the recording holds blocks 17686110 to 17686132" },
        { "replay", "--config" },
        { "replay --config CONFIG --first-block 1 --epoch-size 2 --out OUT", "Give either --chain DIR or --rpc URL." },
        { "replay --chain SAMPLE --config CONFIG --first-block 1 --epoch-size 2 --out OUT", "epoch 1 must lie in it" },
        { "replay --rpc http://127.0.0.1:1 --config CONFIG --first-block 1 --epoch-size 2 --out OUT", "--epochs N is needed with --rpc" },
        { "replay --chain SAMPLE --config CONFIG --first-block 17686110 --epoch-size 2 --out OUT --reads both", "--reads must be logs or calls, not 'both'." },
        { "replay --chain SAMPLE --config SAMPLE --first-block 17686110 --epoch-size 2 --out OUT", "projects.json" },
        { "try --epoch 1-2 --chain SAMPLE", "--project" },
        { "try --project x --chain SAMPLE", "--epoch" },
        { "try --project x --epoch 1-2", "Give either --chain DIR or --rpc URL." },
        { "serve-chain --port 0", "--chain" },
        { "serve-chain --chain SAMPLE", "--port" },
        { "serve-chain --chain SAMPLE --port 65536", "from 0 to 65535" },
        { "record --from 1 --to 2 --out OUT", "--rpc" },
        { "record --rpc http://127.0.0.1:1 --from 5 --to 3 --out OUT", "--to 3 lies before --from 5." },
        { "export --out OUT/file", "--data" },
        { "export --data /no/such/folder --out OUT/file", "--data: there is no folder" },
        { "export --data OUT --out /no/such/folder/file", "--out: there is no folder" },
        { "import --data OUT", "--in" },
        { "import --data OUT --in OUT/file --epoch-size 0", "--epoch-size must be a whole number from 1 to 1000" },
        { "record --rpc http://127.0.0.1:1 --from 5 --to 6 --out OUT --calls /no/such/file", "there is no file" },
    };

    [Theory]
    [MemberData(nameof(WrongArguments))]
    public async Task Wrong_arguments_are_named_and_end_with_code_2(string line, string named)
    {
        using var folder = new TemporaryFolder();
        var arguments = line.Replace("SAMPLE", Sample, StringComparison.Ordinal).Replace("CONFIG", Config, StringComparison.Ordinal).Replace("OUT", folder.Root, StringComparison.Ordinal);

        var cli = await Cli.RunAsync(arguments.Split(' '));

        cli.ExitCode.Should().Be(2);
        cli.Error.Should().Contain(named).And.NotContain("   at ");
        cli.Output.Should().BeEmpty();
    }

    [Theory]
    [InlineData("", "run replay try serve-chain record export import")]
    [InlineData("run", "--chain --rpc --config --first-block --epoch-size --pace --data --port")]
    [InlineData("replay", "--chain --rpc --config --first-block --epoch-size --epochs --source-block-time --out --reads")]
    [InlineData("try", "--project --source --epoch --chain --rpc --config --format")]
    [InlineData("serve-chain", "--chain --port --pace")]
    [InlineData("record", "--rpc --from --to --out --calls")]
    [InlineData("export", "--data --out --without-contents")]
    [InlineData("import", "--data --in --config --epoch-size --pin")]
    public async Task Help_names_everything_there_is(string verb, string names)
    {
        var cli = await Cli.RunAsync(verb.Length == 0 ? ["--help"] : [verb, "--help"]);
        cli.ExitCode.Should().Be(0);
        cli.Error.Should().BeEmpty();
        cli.Output.Should().ContainAll(names.Split(' '));
    }

    [Theory]
    [InlineData("meta.json", "does not tell the chain's id")]
    [InlineData("blocks.json.gz", "cannot be read or unpacked")]
    public async Task A_recording_that_cannot_be_read_is_named_and_ends_with_code_1(string file, string reason)
    {
        using var folder = new TemporaryFolder();
        foreach (var path in Directory.GetFiles(Sample)) File.Copy(path, folder.PathOf(Path.GetFileName(path)));
        await File.WriteAllTextAsync(folder.PathOf(file), file.EndsWith(".gz", StringComparison.Ordinal) ? "no gzip" : "{}");

        foreach (var arguments in new[] { ["serve-chain", "--chain", folder.Root, "--port", "0"], new[] { "run", "--chain", folder.Root, "--data", folder.PathOf("data") } })
        {
            var cli = await Cli.RunAsync(arguments);
            cli.ExitCode.Should().Be(1);
            cli.Error.Should().Contain(file).And.Contain(reason).And.NotContain("   at ");
        }
    }

    [Fact]
    public async Task A_port_in_use_is_one_sentence_and_ends_with_code_1()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var port = ((IPEndPoint)holder.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        using var folder = new TemporaryFolder();

        var serving = await Executable.RunAsync(null, "serve-chain", "--chain", Sample, "--port", port);
        serving.ExitCode.Should().Be(1);
        serving.Error.TrimEnd().Should().StartWith($"Port {port} is in use").And.NotContain("\n");

        var running = await Executable.RunAsync(null, "run", "--port", port, "--data", folder.Root, "--pace", "0");
        running.ExitCode.Should().Be(1);
        running.Error.Should().Contain($"Port {port} of 127.0.0.1 is in use").And.NotContain("Exception");
    }

    [Fact]
    public async Task An_endpoint_that_is_not_there_is_named_without_its_URL()
    {
        using var folder = new TemporaryFolder();
        var environment = new Dictionary<string, string> { ["SNAPSHOTTER_Rpc__MaxAttempts"] = "1" };
        var cli = await Executable.RunAsync(environment, "record", "--rpc", "http://127.0.0.1:1/secret-key", "--from", "1", "--to", "2", "--out", folder.Root);
        cli.ExitCode.Should().Be(1);
        cli.Error.Should().Contain("endpoint 'source'").And.NotContain("secret-key");
    }

    [Fact]
    public async Task A_chain_that_is_served_can_be_recorded_and_is_the_same_again()
    {
        using var folder = new TemporaryFolder();
        await using var server = Executable.Start(null, "serve-chain", "--chain", Sample, "--port", "0");
        var url = (await server.ReadLineAsync()).Split(' ').Single(static word => word.StartsWith("http://", StringComparison.Ordinal));

        var recording = await Executable.RunAsync(null, "record", "--rpc", url, "--from", "17686112", "--to", "17686114", "--out", folder.Root, "--calls", Path.Combine(Sample, "calls.json.gz"));

        recording.Error.Should().BeEmpty();
        recording.ExitCode.Should().Be(0);
        recording.Output.Should().Contain("Blocks 17686112 to 17686114 are recorded");
        var (original, again) = (RecordedWorld.Mainnet, new RecordedWorld(folder.Root));
        (again.Chain.First, again.Chain.Last, again.Chain.ChainId).Should().Be((17686112, 17686114, 1));
        again.Chain.CallCount.Should().Be(original.Chain.CallCount);
        for (var block = 17686112; block <= 17686114; block++) again.Header(block).Should().BeEquivalentTo(original.Header(block));
        again.Chain.LogCount.Should().BePositive();
    }
}
