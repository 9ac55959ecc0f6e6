using System.Text.Json;
using Snapshotter.Api.Chaos.Invariants;
using Snapshotter.Api.Chaos.Worlds;
using Snapshotter.Api.SyntheticChains;

namespace Snapshotter.Api.Chaos.Runs;

/// <summary>Asks the REST API of a disturbed node for what is final, as a dashboard does, and keeps the answers.</summary>
internal sealed class RestSampler(ChaosWorld world, Lots lots) : IDisposable
{
    private const int KeysPerLook = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly HttpClient _http = new() { Timeout = Patience };
    private readonly List<Sample> _samples = [];

    /// <summary>The answers so far, in order.</summary>
    public IReadOnlyList<Sample> Samples => _samples;

    /// <summary>Asks for a few snapshots by lot.</summary>
    public async Task LookAsync(Uri address, CancellationToken cancellationToken)
    {
        for (var i = 0; i < KeysPerLook; i++)
        {
            // Who does not answer once is down or stands still, and would be waited for again.
            if (!await AskAsync(address, new SnapshotKey(lots.Between(1, ChaosWorld.Epochs), lots.OneOf(world.ProjectIds)), cancellationToken)) return;
        }
    }

    /// <summary>Asks for every snapshot.</summary>
    public async Task LookAtAllAsync(Uri address, CancellationToken cancellationToken)
    {
        for (long epochId = 1; epochId <= ChaosWorld.Epochs; epochId++)
        {
            foreach (var projectId in world.ProjectIds) await AskAsync(address, new SnapshotKey(epochId, projectId), cancellationToken);
        }
    }

    /// <summary>How many jobs and pins wait, and the latest epoch released; null when the node does not say.</summary>
    public async Task<(long Jobs, long Pins, long Epoch)?> StatusAsync(Uri address, CancellationToken cancellationToken)
    {
        if (await GetAsync(address, "/status", cancellationToken) is not (200, { } body)) return null;
        using var status = JsonDocument.Parse(body);
        var jobs = status.RootElement.GetProperty("jobs");
        var epoch = status.RootElement.GetProperty("currentEpoch");
        var pins = status.RootElement.TryGetProperty("pins", out var depth) && depth.ValueKind == JsonValueKind.Object ? depth.GetProperty("waiting").GetInt64() : 0;
        return (jobs.GetProperty("waiting").GetInt64() + jobs.GetProperty("leased").GetInt64(), pins, epoch.ValueKind == JsonValueKind.Number ? epoch.GetInt64() : 0);
    }

    /// <summary>Whether every project has ended in every epoch, as far as the node says, and the node has heard of all that is final in the contract.</summary>
    public async Task<bool> HasEverythingEndedAsync(Uri address, IReadOnlyDictionary<SnapshotKey, string> final, CancellationToken cancellationToken)
    {
        if (await GetAsync(address, FormattableString.Invariant($"/internal/snapshotter/epochProcessingStatus?size={ChaosWorld.Epochs}"), cancellationToken) is not (200, { } body)) return false;
        using var page = JsonDocument.Parse(body);
        var epochs = page.RootElement.GetProperty("items").EnumerateArray().ToArray();
        return epochs.Length > 0 && Array.TrueForAll(epochs, epoch => world.ProjectIds.All(id =>
            HasEnded(epoch.GetProperty("transitionStatus"), id, final.ContainsKey(new SnapshotKey(epoch.GetProperty("epochId").GetInt64(), id)))));
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    // What was submitted has not ended before it is known whether it was taken, whatever the others have decided; what was given up may be decided yet; and a
    // decision that a reorganisation took back is undone when the node believes it.
    private static bool HasEnded(JsonElement stages, string projectId, bool isFinal)
    {
        var updates = stages.EnumerateObject().Where(stage => stage.Value.ValueKind == JsonValueKind.Object && stage.Value.TryGetProperty(projectId, out _))
            .ToDictionary(static stage => stage.Name, stage => stage.Value.GetProperty(projectId), StringComparer.Ordinal);
        bool Failed(string stage) => updates.TryGetValue(stage, out var update) && update.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.String;
        if (isFinal != (updates.ContainsKey("SNAPSHOT_FINALIZE") && !Failed("SNAPSHOT_FINALIZE"))) return false;
        return Failed("SNAPSHOT_BUILD") || Failed("SNAPSHOT_SUBMIT_PAYLOAD_COMMIT") || Failed("RELAYER_SEND")
            || (updates.ContainsKey("RELAYER_SEND") && updates.ContainsKey("SNAPSHOT_FINALIZE"));
    }

    private async Task<bool> AskAsync(Uri address, SnapshotKey key, CancellationToken cancellationToken)
    {
        var path = FormattableString.Invariant($"{key.EpochId}/{key.ProjectId}/");
        if (await GetAsync(address, $"/data/{path}", cancellationToken) is not var (status, body)) return false;
        if (status != 200)
        {
            _samples.Add(new Sample(key, status, null, null));
            return true;
        }

        // What has an answer has a CID; only a death of the node in between excuses that there is none.
        if (await GetAsync(address, $"/cid/{path}", cancellationToken) is not var (cidStatus, cid)) return false;
        _samples.Add(cidStatus == 200 ? new Sample(key, status, JsonSerializer.Deserialize<string>(cid), body) : new Sample(key, cidStatus, null, null));
        return true;
    }

    private async Task<(int Status, byte[] Body)?> GetAsync(Uri address, string path, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _http.GetAsync(new Uri(address, path), cancellationToken);
            return ((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellationToken));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null; // It is not up, or died while it answered.
        }
    }
}
