using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Snapshotter.Api.Settings;

namespace Snapshotter.Api.CommandLine;

/// <summary><c>health</c>: asks a running node whether it makes progress, for the health check of a container or a script.</summary>
internal sealed class HealthVerb
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(5);

    private readonly Option<string?> _host = new("--host") { Description = "The node's address (default: that of the settings).", HelpName = "HOST" };
    private readonly Option<long?> _port = CommonOptions.Number("--port", "The port of its REST API (default: that of the settings).", 1, 65_535);
    private readonly Option<double?> _timeout = CommonOptions.Seconds("--timeout", "How long it may take to answer (default 5).");
    private readonly TextWriter _output;
    private readonly TextWriter _error;

    public HealthVerb(TextWriter output, TextWriter error)
    {
        _output = output;
        _error = error;
        Command = new Command("health", "Asks a running node whether it makes progress: exit code 0 when it does, 1 when it does not or does not answer.") { _host, _port, _timeout };
        Command.SetAction((arguments, cancellationToken) => RunAsync(arguments, cancellationToken));
    }

    public Command Command { get; }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var api = SettingsLoader.Load(new Dictionary<string, string?>()).Api;
        // A node that listens on all networks is asked on this machine.
        var host = arguments.GetValue(_host) ?? (IPAddress.TryParse(api.Host, out var listened) && listened.Equals(IPAddress.Any) ? "127.0.0.1" : api.Host);
        var address = new UriBuilder("http", host, (int)(arguments.GetValue(_port) ?? api.Port), "/health").Uri;
        using var http = new HttpClient { Timeout = arguments.GetValue(_timeout) is { } seconds and > 0 ? TimeSpan.FromSeconds(seconds) : DefaultTimeout };
        try
        {
            using var answer = await http.GetAsync(address, cancellationToken);
            if (answer.IsSuccessStatusCode)
            {
                await _output.WriteLineAsync("The node makes progress.");
                return ExitCode.Done;
            }

            await _error.WriteLineAsync(SentenceOf(await answer.Content.ReadAsStringAsync(cancellationToken), (int)answer.StatusCode));
        }
        catch (Exception exception) when (exception is HttpRequestException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            await _error.WriteLineAsync($"No node answers at {address.Authority}: check that it runs and that --host and --port are those of its REST API.");
        }

        return ExitCode.Failed;
    }

    private static string SentenceOf(string body, int status)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.TryGetProperty("message", out var message) && message.GetString() is { Length: > 0 } sentence) return sentence;
        }
        catch (JsonException)
        {
            // Something else than a node answers there.
        }

        return string.Create(CultureInfo.InvariantCulture, $"What listens there answered with status {status}, and not as a node does.");
    }
}
