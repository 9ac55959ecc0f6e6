using Snapshotter.Api.Hosting;
using Snapshotter.Core.Storage;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Api.Hosting;

public sealed class WorkerNameTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_keeps_its_name_and_another_one_has_another()
    {
        using var folder = DataFolder.Hold(_folder.PathOf("one"));
        using var other = DataFolder.Hold(_folder.PathOf("other"));

        WorkerName.Of(folder).Should().Be(WorkerName.Of(folder)).And.NotBe(WorkerName.Of(other));
    }

    [Fact]
    public void A_name_of_which_a_death_left_nothing_is_drawn_again()
    {
        using var folder = DataFolder.Hold(_folder.PathOf("one"));
        File.WriteAllText(Path.Combine(folder.Path, "worker.id"), "");

        WorkerName.Of(folder).Should().NotBeEmpty().And.Be(WorkerName.Of(folder));
    }
}
