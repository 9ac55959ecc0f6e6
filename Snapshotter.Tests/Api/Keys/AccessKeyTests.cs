using Snapshotter.Api.CommandLine;
using Snapshotter.Api.Keys;
using Snapshotter.Core.Callers;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Api.Keys;

public sealed class AccessKeyTests
{
    [Theory]
    [InlineData("admin")]
    [InlineData("operator")]
    public async Task The_verb_makes_a_key_that_only_its_owner_may_read_and_does_not_show_it(string name)
    {
        var place = name == "admin" ? AccessKeyPlace.Admin : AccessKeyPlace.Operator;
        using var folder = new TemporaryFolder();
        using var output = new StringWriter();
        (await CommandLineApp.RunAsync([$"{name}-key", "--data", folder.PathOf("data")], output, output)).Should().Be(0);

        var path = Path.Combine(folder.PathOf("data"), $"{name}.key");
        var key = (await File.ReadAllTextAsync(path)).Trim();
        ApiKey.IsUsable(key).Should().BeTrue();
        output.ToString().Should().Contain(path).And.NotContain(key);
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(path).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        AccessKey.Find(place, null, folder.PathOf("data"))!.Is(key).Should().BeTrue();
    }

    [Fact]
    public async Task A_key_is_never_overwritten()
    {
        using var folder = new TemporaryFolder();
        using var output = new StringWriter();
        await CommandLineApp.RunAsync(["admin-key", "--data", folder.Root], output, output);
        var key = await File.ReadAllTextAsync(folder.PathOf("admin.key"));
        (await CommandLineApp.RunAsync(["admin-key", "--data", folder.Root], output, output)).Should().Be(2);
        (await File.ReadAllTextAsync(folder.PathOf("admin.key"))).Should().Be(key);
        output.ToString().Should().Contain("already");
    }

    [Fact]
    public void Without_a_key_there_is_no_admin_api_and_a_named_file_must_be_there()
    {
        using var folder = new TemporaryFolder();
        AccessKey.Find(AccessKeyPlace.Admin, null, folder.Root).Should().BeNull();
        FluentActions.Invoking(() => AccessKey.Find(AccessKeyPlace.Admin, folder.PathOf("gone"), folder.Root)).Should().Throw<UserException>().WithMessage("*gone*admin-key*");
    }

    [Fact]
    public void A_key_that_could_be_guessed_is_refused_and_not_repeated()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.PathOf("admin.key"), "secret123");
        FluentActions.Invoking(() => AccessKey.Find(AccessKeyPlace.Admin, null, folder.Root)).Should().Throw<UserException>().Which.Message.Should().Contain("32").And.NotContain("secret123");
    }
}
