using System.Buffers;
using System.Text.Json;
using Snapshotter.Api.Rest.Answers;
using Snapshotter.Api.Rest.Binding;
using Snapshotter.Api.Rest.Bodies;
using Snapshotter.Api.Rest.Routing;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Api.Rest.Endpoints;

/// <summary>Whether a wallet completed a task, for quest platforms.</summary>
internal sealed class TaskEndpoints(IStateStore state, INodeHealth health) : IRouteSource
{
    private const int AddressDigits = 40;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    /// <inheritdoc/>
    public IEnumerable<RestRoute> Routes =>
    [
        RestRoute.Post("/task_status", CompletionAsync) with
        {
            Description = new RouteDescription("taskStatus", "tasks", "Whether a wallet completed a task")
            {
                Body = typeof(TaskQuestion),
                Answers =
                [
                    Describe.Ok(typeof(TaskCompletion)),
                    new AnswerDescription(StatusCodes.Status400BadRequest, typeof(ErrorEnvelope)),
                    Describe.Unreadable,
                ],
            },
        },
    ];

    private async ValueTask<IAnswer> CompletionAsync(RestRequest request)
    {
        var faults = new Faults();
        using var body = await JsonBody.ReadAsync(request.Context, faults);
        var task = Member(body, "task_type", faults);
        var wallet = Member(body, "wallet_address", faults);
        if (faults.Any) return faults.Answer();
        if (!IsAddress(wallet)) return BodyAnswer.Error(StatusCodes.Status400BadRequest, $"Invalid wallet address: {wallet}");
        var scope = (await health.StatusAsync(request.Aborted)).Namespace;
        var epoch = await state.LastFinalizedEpochAsync($"{task}:{wallet.ToLowerInvariant()}:{scope}", request.Aborted) ?? 0;
        var outcome = epoch > 0 ? $"was completed in epoch {epoch}" : "is not completed yet";
        var message = PlainJson.Quote($"Task {task} for wallet {wallet} {outcome}");
        return BodyAnswer.Text(StatusCodes.Status200OK, $$"""{"completed":{{(epoch > 0 ? "true" : "false")}},"message":{{message}}}""");
    }

    private static string Member(JsonDocument? body, string name, Faults faults)
    {
        if (body is null) return "";
        var isObject = body.RootElement.ValueKind == JsonValueKind.Object;
        if (!isObject || !body.RootElement.TryGetProperty(name, out var member)) faults.Add("field required", "value_error.missing", "body", name);
        else if (member.ValueKind == JsonValueKind.Null) faults.Add("none is not an allowed value", "type_error.none.not_allowed", "body", name);
        else if (TextOf(member) is { } text) return text;
        else faults.Add("str type expected", "type_error.str", "body", name);
        return "";
    }

    /// <summary>Null for what is no string, and for a string with half of a surrogate pair, which is no text.</summary>
    private static string? TextOf(JsonElement member)
    {
        try
        {
            return member.ValueKind == JsonValueKind.String ? member.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static bool IsAddress(string text)
    {
        var digits = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text.AsSpan(2) : text;
        return digits.Length == AddressDigits && !digits.ContainsAnyExcept(HexDigits);
    }
}
