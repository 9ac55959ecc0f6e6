using System.Text;
using Snapshotter.Core.Configuration;

namespace Snapshotter.Tests.Core.Configuration;

/// <summary>Whatever the files hold, a node either starts or says why not; nothing else escapes.</summary>
public sealed class MutatedConfigurationTests
{
    private const int Seeds = 600;

    private static readonly string[] Files = ["projects.json", "aggregator.json", "preloader.json", "settings.json"];

    private static readonly string[] Snippets =
        ["null", "[]", "{}", "\"\"", "0", "-1", "1e999", "true", "\"\\u0000\"", "\"\\ud800\"", "\"\\ud83e\\udd84\"", "\"0x\"", "\"a:b\"", "\"_\"", "[[[[", "}}", ",", "\u00ff"];

    [Fact]
    public void A_mutated_file_is_loaded_or_refused_with_the_typed_exception()
    {
        using var folder = new ConfigurationFolder();
        var originals = Files.ToDictionary(name => name, name => File.ReadAllText(folder.Of(name)));
        var (loaded, refused) = (0, 0);
        for (var seed = 0; seed < Seeds; seed++)
        {
            var random = new Random(seed);
            var file = Files[random.Next(Files.Length)];
            File.WriteAllBytes(folder.Of(file), Mutate(originals[file], random));
            try
            {
                folder.Load();
                loaded++;
            }
            catch (ConfigurationException exception)
            {
                exception.Faults.Should().NotBeEmpty($"seed {seed} was refused");
                refused++;
            }

            folder.Write(file, originals[file]);
        }

        loaded.Should().BePositive("some mutations do no harm");
        refused.Should().BeGreaterThan(Seeds / 2);
    }

    private static byte[] Mutate(string text, Random random)
    {
        var bytes = Encoding.UTF8.GetBytes(text).ToList();
        for (var count = random.Next(1, 4); count > 0; count--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes.RemoveRange(at, Math.Min(random.Next(1, 40), bytes.Count - at)); break;
                case 2: bytes.InsertRange(at, Encoding.UTF8.GetBytes(Snippets[random.Next(Snippets.Length)])); break;
                default: ReplaceValue(bytes, at, random); break;
            }

            if (bytes.Count == 0) bytes.Add((byte)'{');
        }

        return [.. bytes];
    }

    /// <summary>Puts another value after the next colon, which mostly leaves valid JSON of a wrong shape.</summary>
    private static void ReplaceValue(List<byte> bytes, int at, Random random)
    {
        var colon = bytes.IndexOf((byte)':', at);
        if (colon < 0) return;
        var end = bytes.FindIndex(colon, value => value is (byte)',' or (byte)'\n');
        if (end < 0) return;
        bytes.RemoveRange(colon + 1, end - colon - 1);
        bytes.InsertRange(colon + 1, Encoding.UTF8.GetBytes(Snippets[random.Next(Snippets.Length)]));
    }
}
