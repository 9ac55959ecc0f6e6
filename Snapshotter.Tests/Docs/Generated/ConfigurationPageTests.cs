using Microsoft.Extensions.Configuration;
using Snapshotter.Api.Settings;

namespace Snapshotter.Tests.Docs.Generated;

/// <summary>A setting is a property and an entry of appsettings.json with a sentence; they agree, and the page is written from both.</summary>
public sealed class ConfigurationPageTests
{
    private static readonly SettingsFile File = SettingsFile.Read();

    [Fact]
    public Task The_page_shows_every_setting() => GeneratedPage.CompareAsync(ConfigurationPage.Write(File), "docs", "configuration.md");

    [Fact]
    public void The_defaults_in_appsettings_are_those_of_the_options()
    {
        var written = SettingsLoader.Read(new ConfigurationBuilder().AddJsonFile(SettingsFile.Path, optional: false).Build());
        var built = SettingsLoader.Read(new ConfigurationBuilder().Build());

        written.Should().BeEquivalentTo(built);
    }

    [Fact]
    public void Every_setting_stands_in_appsettings_with_a_sentence()
    {
        var expected = typeof(NodeOptions).GetProperties().SelectMany(static section => section.PropertyType.GetProperties().Select(setting => $"{section.Name}:{setting.Name}"));

        File.Settings.Select(static setting => $"{setting.Section}:{setting.Name}").Should().BeEquivalentTo(expected);
        File.Settings.Should().OnlyContain(static setting => setting.Meaning.EndsWith('.')).And.HaveCountGreaterThan(35);
        File.Sections.Values.Should().OnlyContain(static sentence => sentence.EndsWith('.'));
    }
}
