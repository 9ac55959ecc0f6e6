using Snapshotter.Tests.Support;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Snapshotter.Tests.Containers;

public sealed class ComposeTests
{
    private static readonly Dictionary<string, object> File = Read();

    [Fact]
    public void Images_of_others_are_pinned_and_every_service_restarts()
    {
        foreach (var (name, service) in Services())
        {
            service["restart"].Should().Be("unless-stopped", name);
            if (!service.ContainsKey("build")) ((string)service["image"]).Should().MatchRegex(@":v?\d+\.\d+\.\d+", name);
        }
    }

    [Fact]
    public void Nodes_have_a_read_only_root_no_rights_and_a_volume_of_their_own()
    {
        var nodes = Nodes();
        nodes.Should().NotBeEmpty();
        foreach (var (name, service) in nodes)
        {
            service["read_only"].Should().Be("true", name);
            ((List<object>)service["cap_drop"]).Should().Equal("ALL");
            ((List<object>)service["volumes"]).Should().Contain($"{name}:/data");
            ((Dictionary<object, object>)service["depends_on"]).Keys.Should().BeSubsetOf(Services().Keys);
        }

        var volumes = ((Dictionary<object, object>)File["volumes"]).Keys;
        Services().Values.SelectMany(static service => (List<object>)service["volumes"]).Select(static volume => ((string)volume).Split(':')[0]).Where(static volume => !volume.StartsWith('.')).Should().BeEquivalentTo(volumes);
    }

    [Fact]
    public void The_environment_of_nodes_names_settings_that_exist() =>
        Nodes().Values.SelectMany(static service => ((Dictionary<object, object>)service["environment"]).Keys).Cast<string>().Should().NotBeEmpty().And.OnlyContain(static name => DockerfileTests.IsSetting(name));

    private static Dictionary<string, Dictionary<object, object>> Nodes() => Services().Where(static service => service.Value.ContainsKey("build")).ToDictionary();

    private static Dictionary<string, Dictionary<object, object>> Services() =>
        ((Dictionary<object, object>)File["services"]).ToDictionary(static service => (string)service.Key, static service => (Dictionary<object, object>)service.Value, StringComparer.Ordinal);

    private static Dictionary<string, object> Read()
    {
        using var text = System.IO.File.OpenText(Repository.PathOf("docker-compose.yml"));
        return new DeserializerBuilder().Build().Deserialize<Dictionary<string, object>>(new MergingParser(new Parser(text)));
    }
}
