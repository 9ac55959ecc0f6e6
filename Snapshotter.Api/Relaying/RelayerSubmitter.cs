using System.Net;
using System.Net.Http.Headers;
using Snapshotter.Core.Protocol;
using Snapshotter.Core.Protocol.Contract;
using Snapshotter.Core.Protocol.Contract.Views;
using Snapshotter.Core.Submission;
using Snapshotter.Core.Submission.Outbox;
using Snapshotter.Core.Submission.Signing;
using Snapshotter.Core.Telemetry.Tracing;

namespace Snapshotter.Api.Relaying;

/// <summary>
/// Posts submissions to a relayer (spec node 13.2). Taken means an answer of exactly 200. What the relayer refuses is not repeated; where it
/// cannot be reached or is overloaded, it is, after a look at the contract whether it had come through all the same.
/// </summary>
public sealed class RelayerSubmitter : ISubmitter, IDisposable
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly RelayerOptions _options;
    private readonly IProtocolContract _contract;
    private readonly ContractViews _views;
    private readonly SubmissionSigner _signer;
    private readonly NodeTraces _traces;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;
    private readonly SemaphoreSlim _slots;
    private readonly HashSet<(long EpochId, string ProjectId)> _uncertain = [];

    /// <summary>Posts to <see cref="RelayerOptions.Url"/>.</summary>
    public RelayerSubmitter(RelayerOptions options, IProtocolContract contract, ContractViews views, SubmissionSigner signer, NodeTraces traces, TimeProvider time)
    {
        _options = options;
        _contract = contract;
        _views = views;
        _signer = signer;
        _traces = traces;
        _time = time;
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = Timeout.InfiniteTimeSpan };
        _slots = new SemaphoreSlim(options.MaxConcurrent, options.MaxConcurrent);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Delivery>> DeliverAsync(IReadOnlyList<OutboxEntry> entries, CancellationToken windowClosed, CancellationToken cancellationToken) =>
        await Task.WhenAll(entries.Select(entry => DeliverAsync(entry, windowClosed, cancellationToken)));

    /// <inheritdoc/>
    public void Dispose()
    {
        _http.Dispose();
        _slots.Dispose();
    }

    private async Task<Delivery> DeliverAsync(OutboxEntry entry, CancellationToken windowClosed, CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken);
        try
        {
            if (windowClosed.IsCancellationRequested) return Delivery.Later("The submission window closed.");
            if (await CameThroughAsync(entry, cancellationToken)) return Delivery.Done;
            var span = _traces.Outside("relayer", "submit", entry.EpochId);
            var delivery = await PostAsync(entry, cancellationToken);
            span.End(delivery.Fate == DeliveryFate.Delivered ? null : delivery.Reason);
            lock (_uncertain)
            {
                if (delivery.Fate == DeliveryFate.Later) _uncertain.Add((entry.EpochId, entry.ProjectId));
                else _uncertain.Remove((entry.EpochId, entry.ProjectId));
            }

            return delivery;
        }
        finally
        {
            _slots.Release();
        }
    }

    // An answer that never came may have been a yes. Generations that count elsewhere have no view for it, but do not count twice either.
    private async ValueTask<bool> CameThroughAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        lock (_uncertain)
        {
            if (!_uncertain.Contains((entry.EpochId, entry.ProjectId))) return false;
        }

        try
        {
            return _signer.Form != SubmissionForm.V2 && await _views.ReadAsync(V1Contract.WasReceived(entry.ProjectId, entry.EpochId, _signer.Account), cancellationToken);
        }
        catch (ProtocolStateException)
        {
            return false;
        }
    }

    private async Task<Delivery> PostAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_options.Timeout, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        using var content = new ByteArrayContent(RelayerBody.Write(_signer, entry, _contract.Address));
        content.Headers.ContentType = Json;
        try
        {
            using var response = await _http.PostAsync(new Uri(_options.Url), content, linked.Token);
            return response.StatusCode switch
            {
                HttpStatusCode.OK => Delivery.Done,
                HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => Delivery.Later($"The relayer answered {(int)response.StatusCode}."),
                var status => Delivery.Refused($"The relayer refused it with {(int)status}: check Relayer:Url, and whether the relayer serves this contract and account."),
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Delivery.Later($"The relayer did not answer within {_options.Timeout.TotalSeconds:0.###} s.");
        }
        catch (HttpRequestException exception)
        {
            // The exception's own text names host and port.
            return Delivery.Later($"The relayer could not be reached ({exception.HttpRequestError}).");
        }
    }
}
