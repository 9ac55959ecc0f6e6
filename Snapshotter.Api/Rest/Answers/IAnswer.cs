namespace Snapshotter.Api.Rest.Answers;

/// <summary>What a request is answered with.</summary>
internal interface IAnswer
{
    /// <summary>Writes status, headers and body.</summary>
    ValueTask WriteAsync(HttpContext context);
}
