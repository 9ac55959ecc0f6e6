using Microsoft.Extensions.Configuration;
using Snapshotter.Api.CommandLine;
using Snapshotter.Api.Settings;
using Snapshotter.Core.Jobs.Queues;
using Snapshotter.Tests.Api.CommandLine;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Api.Settings;

public sealed class SettingsTests
{
    [Fact]
    public void The_settings_file_states_the_defaults_of_the_code()
    {
        SettingsLoader.Load(new Dictionary<string, string?>()).Should().BeEquivalentTo(Read());
    }

    [Fact]
    public void All_faults_are_in_one_message()
    {
        var reading = () => Read(
            ("Api:Port", "abc"), ("Api:Host", ""), ("Epochs:Size", "0"), ("Epochs:PollingInterval", "soon"), ("Epochs:HeadOffset", "-1"), ("Jobs:Nope", "1"), ("Nope:A", "1"),
            ("SourceChain:DeriveFromLogs", "maybe"), ("Rpc:Endpoints:0:Ulr", "http://x"), ("Rpc:RateLimitCost", "Both"), ("Storage:Folder:Deep", "x"), ("Retention:KeepEpochs", "99999999999"));

        var message = reading.Should().Throw<UserException>().Which.Message;
        message.Split(Environment.NewLine).Should().BeEquivalentTo(
        [
            "The settings cannot be used:",
            "  Api:Port: 'abc' is not a whole number that fits 32 bits.",
            "  Epochs:PollingInterval: 'soon' is not a time as hh:mm:ss.",
            "  Jobs:Nope is not a setting; the settings of Jobs are Lease, MaxAttempts, MaxConcurrent, MaxLostDeliveries, MaxRetryDelay, Queues, RetryDelay, Serve, SliceSize.",
            "  SourceChain:DeriveFromLogs: 'maybe' is not true or false.",
            "  Rpc:Endpoints:0:Ulr is not a setting; the settings of Rpc:Endpoints:0 are Alias, RateLimit, Url.",
            "  Rpc:RateLimitCost: 'Both' is not one of HttpRequest, MethodCall.",
            "  Storage:Folder holds further keys where one value belongs.",
            "  Retention:KeepEpochs: '99999999999' is not a whole number that fits 32 bits.",
            $"  Nope is not a section of the settings; the sections are {string.Join(", ", typeof(NodeOptions).GetProperties().Select(static section => section.Name).Order(StringComparer.Ordinal))}.",
        ]);
    }

    [Theory]
    [InlineData("Epochs:Size", "0")]
    [InlineData("Epochs:Size", "1001")]
    [InlineData("Epochs:HeadOffset", "-1")]
    [InlineData("Epochs:PollingInterval", "00:00:00.001")]
    [InlineData("Api:Port", "65536")]
    [InlineData("Api:Host", "")]
    [InlineData("SourceChain:CheckEveryEpochs", "0")]
    [InlineData("Retention:KeepTransitions", "1")]
    public void A_value_out_of_range_is_named_by_its_key(string key, string value)
    {
        var reading = () => Read((key, value));
        reading.Should().Throw<UserException>().Which.Message.Should().Contain(key);
    }

    [Theory]
    [InlineData("Jobs:Queues:Pinning:Priority", "1", "Jobs:Queues:Pinning is not a setting; the settings of Jobs:Queues are Aggregate, Build, Finalize, Preload, Submit.")]
    [InlineData("Jobs:Queues:Build:Most", "1", "Jobs:Queues:Build:Most is not a setting; the settings of Jobs:Queues:Build are MaxConcurrent, Priority.")]
    [InlineData("Jobs:Queues:Build", "4", "Jobs:Queues:Build: '4' stands where further keys belong.")]
    [InlineData("Jobs:Queues:Build:MaxConcurrent", "0", "Jobs:Queues:Build:MaxConcurrent: The field MaxConcurrent must be between 1 and 1024.")]
    [InlineData("Jobs:Queues:Submit:Priority", "101", "Jobs:Queues:Submit:Priority: The field Priority must be between -100 and 100.")]
    [InlineData("Jobs:Serve", "Build, Pinning", "Jobs:Serve: 'Pinning' is not a queue: write some of Preload, Build, Aggregate, Submit, Finalize, separated by commas, or nothing for all.")]
    [InlineData("Jobs:Serve", "bulk", "Jobs:Serve: 'bulk' is a kind of jobs, not a queue: write Build, the queue that it belongs to.")]
    [InlineData("Jobs:Serve", "1", "Jobs:Serve: '1' is not a queue")]
    public void A_queue_that_does_not_exist_is_named_with_those_that_do(string key, string value, string fault) =>
        FluentActions.Invoking(() => Read((key, value))).Should().Throw<UserException>().Which.Message.Should().Contain(fault);

    [Fact]
    public void Queues_are_read_by_their_names()
    {
        var jobs = Read(("Jobs:Queues:Build:MaxConcurrent", "3"), ("Jobs:Queues:Submit:Priority", "-5"), ("Jobs:Serve", "submit,Build")).Jobs;
        jobs.Queues.Build.MaxConcurrent.Should().Be(3);
        jobs.Queues.Submit.Priority.Should().Be(-5);
        new JobSlots(jobs).Served.Should().Equal(JobQueueName.Build, JobQueueName.Submit);
    }

    [Fact]
    public void The_command_line_overrides_the_file() =>
        SettingsLoader.Load(new Dictionary<string, string?> { ["Epochs:Size"] = "7" }).Epochs.Size.Should().Be(7);

    [Fact]
    public async Task The_environment_overrides_the_file_and_the_command_line_overrides_the_environment()
    {
        using var folder = new TemporaryFolder();
        var environment = new Dictionary<string, string> { ["SNAPSHOTTER_Epochs__Size"] = "0", ["SNAPSHOTTER_TEST_TOOLS"] = "/somewhere", ["SNAPSHOTTER_Api__Port"] = "-1" };

        var overridden = await Executable.RunAsync(environment, "run", "--port", "0", "--data", folder.Root);

        overridden.ExitCode.Should().Be(2);
        overridden.Error.Should().Contain("Epochs:Size").And.NotContain("Api:Port").And.NotContain("TEST_TOOLS");
    }

    private static NodeOptions Read(params (string Key, string Value)[] values) =>
        SettingsLoader.Read(new ConfigurationBuilder().AddInMemoryCollection(values.ToDictionary(static value => value.Key, static value => (string?)value.Value)).Build());
}
