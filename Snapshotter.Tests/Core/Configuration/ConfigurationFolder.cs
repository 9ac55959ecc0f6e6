using System.Text.Json.Nodes;
using Snapshotter.Core.Configuration;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Core.Configuration;

/// <summary>A folder with a copy of the upstream default configuration, to be spoilt by a test.</summary>
internal sealed class ConfigurationFolder : IDisposable
{
    public ConfigurationFolder()
    {
        Path = Directory.CreateTempSubdirectory("snapshotter-config-").FullName;
        foreach (var file in Directory.EnumerateFiles(Source)) File.Copy(file, Of(System.IO.Path.GetFileName(file)));
    }

    public static string Source => Repository.Golden("config", "default7");

    public static KnownModules Known { get; } = new Snapshotter.Computes.ModuleRegistry(Snapshotter.Computes.UniswapV2.UniswapV2Settings.Mainnet).Known;

    public string Path { get; }

    public string Of(string name) => System.IO.Path.Combine(Path, name);

    public ConfigurationFolder Write(string name, string text)
    {
        File.WriteAllText(Of(name), text);
        return this;
    }

    public ConfigurationFolder Edit(string name, Action<JsonObject> edit)
    {
        var root = JsonNode.Parse(File.ReadAllText(Of(name)))!.AsObject();
        edit(root);
        return Write(name, root.ToJsonString());
    }

    public ConfigurationFolder Delete(string name)
    {
        File.Delete(Of(name));
        return this;
    }

    public NodeConfiguration Load() => NodeConfiguration.Load(Path, Known);

    /// <summary>The faults of a folder that cannot be used.</summary>
    public IReadOnlyList<ConfigurationFault> Faults() =>
        FluentActions.Invoking(Load).Should().Throw<ConfigurationException>().Which.Faults;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
