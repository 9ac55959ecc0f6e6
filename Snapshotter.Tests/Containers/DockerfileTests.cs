using System.Xml.Linq;
using Snapshotter.Api.CommandLine;
using Snapshotter.Api.Settings;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Containers;

public sealed class DockerfileTests
{
    private static readonly IReadOnlyList<Instruction> Instructions = DockerfileText.Read();
    private static readonly int Last = Instructions[^1].Stage;

    [Fact]
    public void Base_images_are_pinned() =>
        Instructions.Where(static one => one.Name == "FROM").Select(static one => one.Words[0]).Should().HaveCount(2).And.OnlyContain(static image => System.Text.RegularExpressions.Regex.IsMatch(image, @":\d+\.\d+\.\d+"));

    [Fact]
    public void The_image_runs_without_root_and_has_one_volume()
    {
        Of("USER").Should().Be("$APP_UID", "which the chiseled images set to a user that is not root");
        Of("VOLUME").Should().Be("/data");
        Of("FROM").Should().Contain("chiseled");
        SettingsOf().Should().Contain("SNAPSHOTTER_Storage__Folder", "/data");
    }

    [Fact]
    public void What_is_copied_from_the_checkout_exists()
    {
        var copied = Instructions.Where(static one => one.Name == "COPY" && !one.Arguments.Contains("--from", StringComparison.Ordinal)).SelectMany(static one => one.Words[..^1]).ToList();
        copied.Should().HaveCountGreaterThan(10).And.OnlyContain(static path => Path.Exists(Repository.PathOf(path)));
    }

    [Fact]
    public void Every_project_of_the_executable_is_there_before_packages_are_restored()
    {
        var before = Instructions.TakeWhile(static one => one.Name != "RUN").Where(static one => one.Name == "COPY").SelectMany(static one => one.Words[..^1]).ToList();
        before.Should().Contain(ProjectsOf("Snapshotter.Api/Snapshotter.Api.csproj")).And.NotContain(static path => path.EndsWith(".cs", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_health_check_and_the_command_are_verbs_of_the_executable()
    {
        foreach (var verb in new[] { Instructions.Single(static one => one.Name == "HEALTHCHECK").Command[1], Instructions.Single(static one => one.Name == "CMD").Command[0] })
        {
            using var help = new StringWriter();
            (await CommandLineApp.RunAsync([verb, "--help"], help, help)).Should().Be(0);
            help.ToString().Should().Contain($" {verb} [options]");
        }
    }

    [Fact]
    public void The_environment_names_settings_that_exist() => SettingsOf().Keys.Where(static name => name.StartsWith("SNAPSHOTTER_", StringComparison.Ordinal)).Should().OnlyContain(static name => IsSetting(name));

    internal static bool IsSetting(string variable)
    {
        var parts = variable["SNAPSHOTTER_".Length..].Split("__");
        return typeof(NodeOptions).GetProperty(parts[0])?.PropertyType.GetProperty(parts[1]) is not null;
    }

    internal static Dictionary<string, string> SettingsOf() => Instructions.Where(static one => one.Name == "ENV").SelectMany(static one => one.Words)
        .Select(static pair => pair.Split('=', 2)).ToDictionary(static pair => pair[0], static pair => pair[1], StringComparer.Ordinal);

    private static string Of(string name) => Instructions.Single(one => one.Stage == Last && one.Name == name).Arguments;

    private static IEnumerable<string> ProjectsOf(string project) => XDocument.Load(Repository.PathOf(project)).Descendants("ProjectReference")
        .Select(reference => Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Repository.PathOf(project))!, reference.Attribute("Include")!.Value))))
        .SelectMany(ProjectsOf).Append(project);
}
