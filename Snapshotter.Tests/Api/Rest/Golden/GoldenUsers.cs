using System.Text.Json.Nodes;
using Snapshotter.Core.Callers;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Api.Rest.Golden;

/// <summary>Brings the users and keys of the recording into the store. Users that no operator can make here (a limit that is none, a broken record) are left out.</summary>
internal sealed class GoldenUsers(IUserStore users)
{
    private readonly JsonObject _recorded = Repository.ReadJson(Repository.Golden("api", "state.json")).AsObject();

    public async Task SeedAsync()
    {
        foreach (var (email, record) in _recorded["users"]!.AsObject())
        {
            var isActive = (string)record!["active"]! == "active";
            if ((string?)record["rate_limit"] is not { Length: > 0 } text || !CallLimits.TryParse(text, out var limits, out _)) continue;
            if (!isActive && (string)record["active"]! != "inactive") continue;
            await users.SaveAsync(new User(email, limits, isActive), new CallCounts(Number(record["callsCount"]), Number(record["throttledCount"]), Number(record["next_reset_at"])), default);
        }

        var (revoked, orphans) = (Texts("revokedKeys"), Texts("keysInNeitherSet"));
        foreach (var (key, owner) in _recorded["apiKeys"]!.AsObject())
        {
            if (orphans.Contains(key)) continue;
            if (await users.AddKeyAsync((string)owner!, KeyDigest.Of(key), default) != KeyAddition.Added) continue;
            if (revoked.Contains(key)) await users.RevokeKeyAsync((string)owner!, KeyDigest.Of(key).Id, default);
        }
    }

    private static long Number(JsonNode? text) => long.Parse((string)text!);

    private HashSet<string> Texts(string name) => [.. _recorded[name]!.AsArray().Select(text => (string)text!)];
}
