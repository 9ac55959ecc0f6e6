using System.Diagnostics;
using Snapshotter.Api.Hosting;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Containers;

/// <summary>The commands of the Dockerfile, run in its order on copies of what it copies, with folders of the test in place of the image's.</summary>
public sealed class ImageTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);
    private static readonly string[] Ignored = ["bin", "obj", "data"];
    private static readonly IReadOnlyList<Instruction> Instructions = DockerfileText.Read();

    [Fact]
    public async Task What_the_image_builds_starts_tells_its_health_writes_only_to_its_volume_and_stops()
    {
        using var folder = new TemporaryFolder();
        var (source, app, data) = (Directory.CreateDirectory(folder.PathOf("source")).FullName, folder.PathOf("app"), Directory.CreateDirectory(folder.PathOf("data")).FullName);
        foreach (var instruction in Instructions.Where(static one => one.Stage == 0))
        {
            if (instruction.Name == "COPY") Copy(instruction, source);
            if (instruction is { Name: "RUN", Words: ["dotnet", ..] }) (await RunAsync(source, "/bin/sh", ["-c", instruction.Arguments.Replace("/app", app, StringComparison.Ordinal)])).Should().Be(0);
        }

        (await RunAsync(folder.Root, "chmod", ["-R", "a-w", app])).Should().Be(0);
        var before = Look(app);
        var health = Instructions.Single(static one => one.Name == "HEALTHCHECK").Command;
        string[] start = [.. Instructions.Single(static one => one.Name == "ENTRYPOINT").Command, .. Instructions.Single(static one => one.Name == "CMD").Command];
        var environment = DockerfileTests.SettingsOf();
        environment["SNAPSHOTTER_Storage__Folder"] = data;
        // The image has its network to itself.
        environment["SNAPSHOTTER_Api__Host"] = "127.0.0.1";
        environment["SNAPSHOTTER_Api__Port"] = FreePort.Find().ToString(System.Globalization.CultureInfo.InvariantCulture);

        (await RunAsync(app, InApp(health[0]), health[1..], environment)).Should().Be(1, "no node runs yet");
        using var node = Start(app, InApp(start[0]), start[1..], environment);
        try
        {
            var deadline = Stopwatch.StartNew();
            while (await RunAsync(app, InApp(health[0]), health[1..], environment) != 0)
            {
                node.HasExited.Should().BeFalse();
                deadline.Elapsed.Should().BeLessThan(Patience);
            }

            (await RunAsync(app, "kill", ["-TERM", node.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])).Should().Be(0);
            await node.WaitForExitAsync().WaitAsync(Patience);
            node.ExitCode.Should().Be(0);
        }
        finally
        {
            if (!node.HasExited) node.Kill();
            await RunAsync(folder.Root, "chmod", ["-R", "u+w", app]);
        }

        Look(app).Should().Equal(before, "the root file system is read-only");
        File.Exists(Path.Combine(data, "state.db")).Should().BeTrue();

        string InApp(string path) => path.Replace("/app", app, StringComparison.Ordinal);
    }

    private static void Copy(Instruction copy, string target)
    {
        foreach (var path in copy.Words[..^1])
        {
            var to = Path.Combine(target, copy.Words[^1] is "./" ? path : copy.Words[^1]);
            var from = Repository.PathOf(path);
            if (Directory.Exists(from)) CopyFolder(new DirectoryInfo(from), to);
            else File.Copy(from, to.EndsWith('/') ? Path.Combine(Directory.CreateDirectory(to).FullName, Path.GetFileName(from)) : to);
        }
    }

    private static void CopyFolder(DirectoryInfo from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in from.EnumerateFiles()) file.CopyTo(Path.Combine(to, file.Name), overwrite: true);
        foreach (var below in from.EnumerateDirectories().Where(static below => !Ignored.Contains(below.Name))) CopyFolder(below, Path.Combine(to, below.Name));
    }

    private static List<(string, DateTime)> Look(string folder) =>
        [.. Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(static path => (path, File.GetLastWriteTimeUtc(path)))];

    private static async Task<int> RunAsync(string folder, string program, string[] arguments, Dictionary<string, string>? environment = null)
    {
        using var process = Start(folder, program, arguments, environment ?? []);
        await process.WaitForExitAsync().WaitAsync(Patience);
        return process.ExitCode;
    }

    private static Process Start(string folder, string program, string[] arguments, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder };
        // The settings of whoever runs the tests are not those of the image.
        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList()) start.Environment.Remove(name);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
