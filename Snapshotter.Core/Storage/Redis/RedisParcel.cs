using StackExchange.Redis;

namespace Snapshotter.Core.Storage.Redis;

/// <summary>What goes to the server as one command: a request, or several calls of a group.</summary>
internal sealed class RedisParcel
{
    private readonly List<RedisRequest> _requests;
    private int _arguments;

    private RedisParcel(RedisRequest request)
    {
        _requests = [request];
        _arguments = request.Arguments.Length;
    }

    /// <summary>Packs requests, each of which leaves in one parcel.</summary>
    public static List<RedisParcel> Pack(IReadOnlyList<RedisRequest> requests)
    {
        var parcels = new List<RedisParcel>(requests.Count);
        var open = new Dictionary<(RedisGroup, string), RedisParcel>();
        foreach (var request in requests)
        {
            if (request.Group is not { } group)
            {
                parcels.Add(new RedisParcel(request));
            }
            else if (!open.TryGetValue((group, request.Command), out var parcel) || !parcel.TryAdd(request))
            {
                parcels.Add(open[(group, request.Command)] = new RedisParcel(request));
            }
        }

        return parcels;
    }

    public Task<RedisResult> SendAsync(IDatabase database, string channel)
    {
        var first = _requests[0];
        if (first.Group is not { } group) return database.ExecuteAsync(first.Command, first.Arguments);
        var text = first.Command == RedisRequest.ByText ? group.Script.Text : group.Script.Digest;
        return database.ExecuteAsync(first.Command, group.Join(text, channel, [.. _requests.Select(static request => request.Arguments)]));
    }

    /// <summary>Hands out the answers. Where there are not as many as calls nobody can tell whose each is, and all fail.</summary>
    /// <returns>Why all failed, or null.</returns>
    public StorageException? Answer(RedisResult answer)
    {
        if (_requests[0].Group is not { } group)
        {
            _requests[0].Answer.TrySetResult(answer);
            return null;
        }

        var answers = answer.Items();
        if (answers.Length != _requests.Count) return Fail(RedisFaults.Miscounted(group.Script.Name, _requests.Count, answers.Length));
        for (var i = 0; i < answers.Length; i++) _requests[i].Answer.TrySetResult(answers[i]);
        return null;
    }

    /// <returns>The failure.</returns>
    public StorageException Fail(StorageException failure)
    {
        foreach (var request in _requests) request.Answer.TrySetException(failure);
        return failure;
    }

    private bool TryAdd(RedisRequest request)
    {
        if (_requests.Count == RedisGroup.MostCalls || _arguments + request.Arguments.Length > RedisGroup.MostArguments) return false;
        _requests.Add(request);
        _arguments += request.Arguments.Length;
        return true;
    }
}
