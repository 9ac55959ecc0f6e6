using System.Text.Json.Serialization;

namespace Snapshotter.Api.Rest.Bodies;

/// <summary>Asks whether a wallet completed a task, which is a project type whose data source is the wallet.</summary>
/// <param name="TaskType">The project type.</param>
/// <param name="WalletAddress">40 hex digits in any case, with or without <c>0x</c>.</param>
public sealed record TaskQuestion(
    [property: JsonPropertyName("task_type")] string TaskType,
    [property: JsonPropertyName("wallet_address")] string WalletAddress);

/// <summary>Whether a wallet completed a task.</summary>
/// <param name="Completed">Whether a snapshot of the task was finalized for the wallet.</param>
/// <param name="Message">The same in a sentence, with the epoch.</param>
public sealed record TaskCompletion(bool Completed, string Message);
