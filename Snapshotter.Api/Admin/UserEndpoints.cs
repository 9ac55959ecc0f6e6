using Snapshotter.Api.Rest.Answers;
using Snapshotter.Api.Rest.Binding;
using Snapshotter.Api.Rest.Endpoints;
using Snapshotter.Api.Rest.Routing;
using Snapshotter.Core.Callers;

namespace Snapshotter.Api.Admin;

/// <summary>Users and their keys (spec 1.5). A change counts at this host at once, at others when they hear of it, at the latest after <see cref="CallerOptions.KnownFor"/>.</summary>
internal sealed class UserEndpoints(IUserStore users, KeyDirectory directory, TimeProvider time) : IRouteSource
{
    private const int MaxEmail = 254;
    private const string NoUser = "User does not exists";

    private static readonly ParameterDescription Email = new("email", InPath: true, typeof(string), "The name of the user.");

    /// <inheritdoc/>
    public IEnumerable<RestRoute> Routes =>
    [
        RestRoute.Post("/user", SaveAsync) with
        {
            Description = new RouteDescription("saveUser", "users", "Adds a user or replaces one")
            {
                Details = "Only `email`, `rate_limit` and `active` are required. A limit that cannot be read is refused.",
                Body = typeof(UserBody),
                Answers = [Describe.Ok(typeof(Outcome)), Describe.Unreadable],
            },
        },
        RestRoute.Get("/user/{email}", ShowAsync) with
        {
            Description = new RouteDescription("user", "users", "A user with counts and the ids of its keys")
            {
                Parameters = [Email],
                Answers = [Describe.Ok(typeof(AccountAnswer))],
            },
        },
        RestRoute.Get("/users", ListAsync) with
        {
            Description = new RouteDescription("users", "users", "The names of all users") { Answers = [Describe.Ok(typeof(UserList))] },
        },
        RestRoute.Post("/user/{email}/api_key", AddKeyAsync) with
        {
            Description = new RouteDescription("addKey", "users", "Gives a user a key")
            {
                Details = "Without `api_key` in the body a key of 256 random bits is made. Either way the answer shows it this once: only its digest is kept.",
                Parameters = [Email],
                Body = typeof(KeyBody),
                Answers = [Describe.Ok(typeof(AddedKey)), Describe.Unreadable],
            },
        },
        RestRoute.Delete("/user/{email}/api_key", RevokeKeyAsync) with
        {
            Description = new RouteDescription("revokeKey", "users", "Revokes a key for good")
            {
                Details = "The key is named by `key_id`, or by `api_key` itself.",
                Parameters = [Email],
                Body = typeof(KeyBody),
                Answers = [Describe.Ok(typeof(Outcome)), Describe.Unreadable],
            },
        },
    ];

    private async ValueTask<IAnswer> SaveAsync(RestRequest request)
    {
        var faults = new Faults();
        using var body = await JsonBody.ReadAsync(request.Context, faults);
        var email = Members.Text(body, "email", faults);
        var limit = Members.Text(body, "rate_limit", faults);
        var active = Members.Text(body, "active", faults);
        var counts = new CallCounts(
            Members.OptionalNumber(body, "callsCount", faults) ?? 0,
            Members.OptionalNumber(body, "throttledCount", faults) ?? 0,
            Members.OptionalNumber(body, "next_reset_at", faults) ?? time.GetUtcNow().AddDays(1).ToUnixTimeSeconds());
        var limits = faults.Any ? null : Check(email, limit, active, faults);
        if (limits is null) return faults.Answer();
        await users.SaveAsync(new User(email, limits, active == "active"), counts, request.Aborted);
        directory.Forget();
        return Done;
    }

    private static CallLimits? Check(string email, string limit, string active, Faults faults)
    {
        var isName = email.Length is > 0 and <= MaxEmail && !email.Any(static character => char.IsControl(character) || character == '/');
        if (!isName) faults.Add($"ensure the name has 1 to {MaxEmail} characters, without control characters and '/'", "value_error.email", "body", "email");
        if (active is not ("active" or "inactive")) faults.Add("ensure this value is 'active' or 'inactive'", "value_error.const", "body", "active");
        if (!CallLimits.TryParse(limit, out var limits, out var fault)) faults.Add(fault, "value_error.rate_limit", "body", "rate_limit");
        return faults.Any ? null : limits;
    }

    private async ValueTask<IAnswer> ShowAsync(RestRequest request)
    {
        if (await users.UserAsync(request.Values[0], request.Aborted) is not { } account) return Failed(NoUser);
        var (user, counts) = (account.User, account.Counts);
        return BodyAnswer.Ok(
            new AccountAnswer(true, new AccountBody(
                user.Email, user.Limits.Text, user.IsActive ? "active" : "inactive", counts.Calls, counts.Throttled, counts.ResetAt, account.ActiveKeys, account.RevokedKeys)),
            AdminJson.Shapes.AccountAnswer);
    }

    private async ValueTask<IAnswer> ListAsync(RestRequest request) =>
        BodyAnswer.Ok(new UserList(true, await users.EmailsAsync(request.Aborted)), AdminJson.Shapes.UserList);

    private async ValueTask<IAnswer> AddKeyAsync(RestRequest request)
    {
        var faults = new Faults();
        using var body = await JsonBody.ReadAsync(request.Context, faults);
        var key = Members.OptionalText(body, "api_key", faults) ?? ApiKey.New();
        if (!faults.Any && !ApiKey.IsUsable(key))
        {
            faults.Add($"ensure the key has {ApiKey.MinLength} to {ApiKey.MaxLength} visible ASCII characters, or leave it out to have one made", "value_error.key", "body", "api_key");
        }

        if (faults.Any) return faults.Answer();
        var digest = KeyDigest.Of(key);
        return await users.AddKeyAsync(request.Values[0], digest, request.Aborted) switch
        {
            KeyAddition.Added => BodyAnswer.Ok(new AddedKey(true, key, digest.Id), AdminJson.Shapes.AddedKey),
            KeyAddition.NoUser => Failed(NoUser),
            _ => Failed("API key already revoked or of another user"),
        };
    }

    private async ValueTask<IAnswer> RevokeKeyAsync(RestRequest request)
    {
        var faults = new Faults();
        using var body = await JsonBody.ReadAsync(request.Context, faults);
        var id = Members.OptionalText(body, "key_id", faults);
        if (id is null)
        {
            var key = Members.Text(body, "api_key", faults);
            id = KeyDigest.Of(key).Id;
        }

        if (faults.Any) return faults.Answer();
        var outcome = await users.RevokeKeyAsync(request.Values[0], id, request.Aborted);
        directory.Forget();
        return outcome switch
        {
            KeyRevocation.Revoked => Done,
            KeyRevocation.NoUser => Failed(NoUser),
            KeyRevocation.RevokedBefore => Failed("API key already revoked"),
            _ => Failed("API key not active"),
        };
    }

    private static BodyAnswer Done => BodyAnswer.Ok(new Outcome(true), AdminJson.Shapes.Outcome);

    private static BodyAnswer Failed(string error) => BodyAnswer.Ok(new Outcome(false, error), AdminJson.Shapes.Outcome);
}
