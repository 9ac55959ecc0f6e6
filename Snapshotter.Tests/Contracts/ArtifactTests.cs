using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Contracts;

/// <summary>What is committed under <c>contracts/artifacts</c> is what the source there compiles to.</summary>
public sealed class ArtifactTests
{
    private const int CodeLimit = 24_576;

    [Fact]
    public async Task Compiling_the_source_again_gives_the_same_artifacts()
    {
        var (exitCode, output) = await CheckAsync(Repository.PathOf("contracts"));

        exitCode.Should().Be(0, output);
        output.Should().Contain("5 artifacts are what the source gives.");
    }

    [Fact]
    public async Task An_artifact_that_was_changed_removed_or_added_is_noticed()
    {
        using var folder = new TemporaryFolder();
        CopyFolder(Repository.PathOf("contracts", "src"), Path.Combine(folder.Root, "src"));
        CopyFolder(Repository.PathOf("contracts", "artifacts"), Path.Combine(folder.Root, "artifacts"));
        foreach (var name in new[] { "build.mjs", "package.json" }) File.Copy(Repository.PathOf("contracts", name), Path.Combine(folder.Root, name));
        Directory.CreateSymbolicLink(Path.Combine(folder.Root, "node_modules"), NodeModules());

        var changed = Path.Combine(folder.Root, "artifacts", "ProtocolStateV1.json");
        await File.WriteAllTextAsync(changed, (await File.ReadAllTextAsync(changed)).Replace("\"bytecode\": \"0x", "\"bytecode\": \"0x00", StringComparison.Ordinal));
        File.Move(Path.Combine(folder.Root, "artifacts", "SnapshotterState.json"), Path.Combine(folder.Root, "artifacts", "Renamed.json"));
        var (exitCode, output) = await CheckAsync(folder.Root);

        exitCode.Should().Be(1);
        output.Should().Contain("ProtocolStateV1.json, SnapshotterState.json, Renamed.json").And.NotContain("DataMarket");
    }

    [Fact]
    public void Contracts_fit_into_the_limit_of_code()
    {
        var artifacts = Directory.GetFiles(Repository.PathOf("contracts", "artifacts"));

        artifacts.Should().HaveCount(5);
        foreach (var path in artifacts)
        {
            var code = (string)Repository.ReadJson(path)["deployedBytecode"]!;
            ((code.Length - 2) / 2).Should().BeInRange(1_000, CodeLimit, path);
        }
    }

    [Fact]
    public void An_artifact_names_the_hash_of_its_source_and_of_all_that_it_imports()
    {
        string[] files = ["common/AddressSet.sol", "common/Epochs.sol", "common/Owned.sol", "common/Signatures.sol", "common/StringSet.sol", "v1/EpochClock.sol", "v1/Members.sol", "v1/ProtocolStateV1.sol", "v1/ProtocolStateV1Events.sol", "v1/Rounds.sol", "v1/SnapshotRequests.sol"];
        var text = string.Concat(files.Select(static file => $"{file}\n{File.ReadAllText(Repository.PathOf("contracts", "src", file))}"));

        var artifact = Repository.ReadJson(Repository.PathOf("contracts", "artifacts", "ProtocolStateV1.json"));

        ((string)artifact["sourceSha256"]!).Should().Be(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
        ((string)artifact["compiler"]!).Should().StartWith($"{(string)Repository.ReadJson(Repository.PathOf("contracts", "package.json"))["devDependencies"]!["solc"]!}+");
    }

    private static async Task<(int ExitCode, string Output)> CheckAsync(string folder)
    {
        var start = new ProcessStartInfo("node", [Path.Combine(folder, "build.mjs"), "--check"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience.Long);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = await process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, await output + errors);
    }

    private static string NodeModules() => Environment.GetEnvironmentVariable("SNAPSHOTTER_TEST_TOOLS") is { } tools
        ? Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(tools))!
        : Repository.PathOf("artifacts", "tools", "node_modules");

    private static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
