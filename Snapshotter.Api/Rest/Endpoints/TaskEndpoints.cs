using System.Buffers;
using Snapshotter.Api.Rest.Answers;
using Snapshotter.Api.Rest.Binding;
using Snapshotter.Api.Rest.Bodies;
using Snapshotter.Api.Rest.Routing;
using Snapshotter.Core.Finalization;
using Snapshotter.Core.Protocol;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Api.Rest.Endpoints;

/// <summary>Whether a wallet completed a task, for quest platforms.</summary>
internal sealed class TaskEndpoints(FinalityLookup finality, INodeHealth health) : IRouteSource
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
        var task = Members.Text(body, "task_type", faults);
        var wallet = Members.Text(body, "wallet_address", faults);
        if (faults.Any) return faults.Answer();
        if (!IsAddress(wallet)) return BodyAnswer.Error(StatusCodes.Status400BadRequest, $"Invalid wallet address: {wallet}");
        var scope = (await health.StatusAsync(request.Aborted)).Namespace;
        long epoch;
        try
        {
            epoch = await finality.LastEpochAsync($"{task}:{wallet.ToLowerInvariant()}:{scope}", request.Aborted) ?? 0;
        }
        catch (ProtocolStateException exception)
        {
            return BodyAnswer.Error(StatusCodes.Status500InternalServerError, $"Unable to get task status for wallet {wallet}, error: {exception.Message}");
        }

        var outcome = epoch > 0 ? $"was completed in epoch {epoch}" : "is not completed yet";
        var message = PlainJson.Quote($"Task {task} for wallet {wallet} {outcome}");
        return BodyAnswer.Text(StatusCodes.Status200OK, $$"""{"completed":{{(epoch > 0 ? "true" : "false")}},"message":{{message}}}""");
    }

    private static bool IsAddress(string text)
    {
        var digits = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text.AsSpan(2) : text;
        return digits.Length == AddressDigits && !digits.ContainsAnyExcept(HexDigits);
    }
}
