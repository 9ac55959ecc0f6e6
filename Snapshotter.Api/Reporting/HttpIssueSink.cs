using System.Net.Http.Headers;
using Snapshotter.Core.Reporting;

namespace Snapshotter.Api.Reporting;

/// <summary>
/// Posts issues to one address as upstream does (spec 1.6). An answer counts by its status alone: its body is not read, so that a server
/// cannot keep the node busy with it.
/// </summary>
internal sealed class HttpIssueSink : IIssueSink, IDisposable
{
    private readonly HttpClient _http;
    private readonly Uri _issues;
    private readonly Uri? _pings;
    private readonly string _instanceId;

    private HttpIssueSink(string name, Uri issues, Uri? pings, string instanceId)
    {
        Name = name;
        _issues = issues;
        _pings = pings;
        _instanceId = instanceId;
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = Timeout.InfiniteTimeSpan };
    }

    public string Name { get; }

    /// <summary>The reporting service of the network; a path in the address is dropped, as upstream drops it.</summary>
    public static HttpIssueSink Service(string url, string instanceId) => new("reporting service", new Uri(new Uri(url), "/reportIssue"), new Uri(new Uri(url), "/ping"), instanceId);

    /// <summary>A webhook, which gets issues and no pings.</summary>
    public static HttpIssueSink Webhook(string url, string instanceId) => new("webhook", new Uri(url), null, instanceId);

    public Task SendAsync(Issue issue, CancellationToken cancellationToken) => PostAsync(_issues, IssueBodies.Of(issue, _instanceId), cancellationToken);

    public Task PingAsync(CancellationToken cancellationToken) => _pings is { } pings ? PostAsync(pings, IssueBodies.Ping(_instanceId), cancellationToken) : Task.CompletedTask;

    public void Dispose() => _http.Dispose();

    private async Task PostAsync(Uri url, byte[] body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (!response.IsSuccessStatusCode) throw new IssueNotSentException($"it answered {(int)response.StatusCode}");
        }
        catch (HttpRequestException exception)
        {
            // Its message names the address.
            throw new IssueNotSentException($"the call failed ({exception.HttpRequestError})");
        }
    }
}
