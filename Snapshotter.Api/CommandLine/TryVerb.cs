using System.CommandLine;
using System.Globalization;
using Snapshotter.Api.Hosting;
using Snapshotter.Api.Settings;
using Snapshotter.Api.Trying;

namespace Snapshotter.Api.CommandLine;

/// <summary><c>try</c>: one processor alone, for one epoch.</summary>
internal sealed class TryVerb
{
    private const int MaxBlocks = 1000;
    private const string Pretty = "pretty";
    private const string Canonical = "canonical";

    private readonly Option<string> _project = new("--project") { Description = "The project type, as in projects.json.", HelpName = "TYPE", Required = true };
    private readonly Option<string?> _source = new("--source") { Description = "The data source, whether or not it is configured; none for a type without one, or for all of a bulk type.", HelpName = "ADDRESS" };
    private readonly Option<string> _epoch = new("--epoch") { Description = "The first and the last block.", HelpName = "BEGIN-END", Required = true };
    private readonly Option<DirectoryInfo?> _chain = CommonOptions.Chain("The recorded chain to read.");
    private readonly Option<string?> _rpc = CommonOptions.Rpc();
    private readonly Option<DirectoryInfo?> _config = CommonOptions.Config("The configuration that has the project type; the bundled one unless given.");
    private readonly Option<string> _format = CommonOptions.OneOf("--format", "pretty: indented, to be read; canonical: the bytes that the CID names.", Pretty, Canonical);
    private readonly TextWriter _output;
    private readonly TextWriter _error;

    public TryVerb(TextWriter output, TextWriter error)
    {
        (_output, _error) = (output, error);
        Command = new Command("try", "Runs one processor alone and prints the snapshot, and on the error stream its CID and what it cost.")
        {
            _project, _source, _epoch, _chain, _rpc, _config, _format,
        };
        Command.SetAction((arguments, cancellationToken) => RunAsync(arguments, cancellationToken));
    }

    public Command Command { get; }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var chain = arguments.GetValue(_chain)?.FullName;
        var rpc = arguments.GetValue(_rpc);
        if (chain is null == rpc is null) throw new UserException("Give either --chain DIR or --rpc URL.");

        var (begin, end) = Blocks(arguments.GetValue(_epoch)!);
        var options = new TryOptions(
            arguments.GetValue(_project)!, arguments.GetValue(_source), begin, end, chain, rpc, arguments.GetValue(_config)?.FullName ?? BundledFiles.ConfigFolder);
        var trial = await TryRunner.RunAsync(options, SettingsLoader.Load(new Dictionary<string, string?>()), TimeProvider.System, cancellationToken);

        // Canonical output ends without a line break: it is what the CID names, byte for byte.
        var isPretty = arguments.GetValue(_format) == Pretty;
        await _output.WriteAsync(isPretty ? trial.PrettyText() : trial.CanonicalText());
        await _output.FlushAsync(cancellationToken);
        if (!isPretty) await _error.WriteLineAsync();
        await _error.WriteLineAsync(trial.Facts());
        return ExitCode.Done;
    }

    private static (long Begin, long End) Blocks(string text)
    {
        var parts = text.Split('-');
        if (parts.Length != 2 || !TryBlock(parts[0], out var begin) || !TryBlock(parts[1], out var end))
            throw new UserException($"--epoch must be two block numbers joined by '-', such as 17686110-17686111, not '{text}'.");
        if (end < begin) throw new UserException($"--epoch {text}: the last block lies before the first.");
        return end - begin < MaxBlocks ? (begin, end) : throw new UserException($"--epoch {text}: an epoch has at most {MaxBlocks} blocks.");
    }

    private static bool TryBlock(string text, out long block) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out block);
}
