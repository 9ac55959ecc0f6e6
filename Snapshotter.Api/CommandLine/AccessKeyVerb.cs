using System.CommandLine;
using Snapshotter.Api.Keys;

namespace Snapshotter.Api.CommandLine;

/// <summary><c>admin-key</c> and <c>operator-key</c>: make the keys of the operator.</summary>
internal sealed class AccessKeyVerb
{
    private readonly Option<string> _data;
    private readonly Option<string?> _out;
    private readonly AccessKeyPlace _place;
    private readonly string _opens;
    private readonly TextWriter _output;

    /// <param name="place">Which key.</param>
    /// <param name="opens">What the key is for.</param>
    /// <param name="output">Where it says what it did.</param>
    public AccessKeyVerb(AccessKeyPlace place, string opens, TextWriter output)
    {
        _place = place;
        _opens = opens;
        _output = output;
        _data = new("--data") { Description = $"The data folder of the node (default: data); the key goes to {place.FileName} in it.", HelpName = "DIR", DefaultValueFactory = _ => "data" };
        _out = new("--out") { Description = $"Another file for the key; name it in {place.Setting}.", HelpName = "FILE" };
        Command = new Command($"{place.Name}-key", $"Makes the key of the {opens}, in a file that only its owner may read.") { _data, _out };
        Command.SetAction((arguments, _) => RunAsync(arguments));
    }

    public Command Command { get; }

    private async Task<int> RunAsync(ParseResult arguments)
    {
        var path = arguments.GetValue(_out) ?? Path.Combine(arguments.GetValue(_data)!, _place.FileName);
        AccessKey.Create(path);
        await _output.WriteLineAsync($"The {_place.Name} key is in {path}. The node opens the {_opens} with it at its next start.");
        return ExitCode.Done;
    }
}
