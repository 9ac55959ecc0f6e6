using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Snapshotter.Api.CommandLine;
using Snapshotter.Core;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Network.Epochs;

namespace Snapshotter.Tests.Docs;

/// <summary>What the operators' page says of options and log messages is what the code has.</summary>
public sealed partial class OperatorsPageTests
{
    private static readonly MarkdownFile Page = MarkdownFile.Open("docs", "operators.md");

    [Fact]
    public void Every_log_message_is_listed_with_its_id_and_level()
    {
        Assembly[] assemblies = [typeof(CommandLineApp).Assembly, typeof(Pipeline).Assembly, typeof(EpochManager).Assembly, typeof(RpcClient).Assembly];
        var expected = assemblies.SelectMany(static assembly => assembly.GetTypes())
            .SelectMany(static type => type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Select(static method => method.GetCustomAttribute<LoggerMessageAttribute>()).OfType<LoggerMessageAttribute>()
            .Select(static message => $"| {message.EventId} | {message.Level} | `{message.Message}` |").Distinct(StringComparer.Ordinal).ToList();

        var documented = Page.Rows().Where(static row => row.Length == 4 && int.TryParse(row[0], out _)).Select(static row => $"| {row[0]} | {row[1]} | {row[2]} |").ToList();

        expected.Except(documented).Should().BeEmpty("docs/operators.md should list these messages");
        documented.Except(expected).Should().BeEmpty("nothing logs these messages of docs/operators.md");
        expected.Should().HaveCountGreaterThan(10);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("replay")]
    [InlineData("try")]
    [InlineData("record")]
    [InlineData("serve-chain")]
    [InlineData("network")]
    [InlineData("health")]
    [InlineData("admin-key")]
    [InlineData("operator-key")]
    public async Task Every_option_of_a_verb_is_mentioned(string verb)
    {
        using var help = new StringWriter();
        (await CommandLineApp.RunAsync([verb, "--help"], help, help)).Should().Be(0);

        var options = OptionName().Matches(help.ToString()).Select(static match => match.Value).Distinct().ToList();

        options.Should().HaveCountGreaterThan(2);
        options.Where(static option => !Page.Text.Contains(option, StringComparison.Ordinal)).Should().BeEmpty();
    }

    [GeneratedRegex(@"(?<=\s)--[a-z-]+")]
    private static partial Regex OptionName();
}
