using Snapshotter.Api.Rest.Routing;

namespace Snapshotter.Api.Rest.Answers;

/// <summary>The path is right, the method is not.</summary>
internal sealed record WrongMethodAnswer(RestRoute Route) : IAnswer
{
    private static readonly BodyAnswer Body = BodyAnswer.Text(StatusCodes.Status405MethodNotAllowed, """{"detail":"Method Not Allowed"}""");

    /// <inheritdoc/>
    public ValueTask WriteAsync(HttpContext context)
    {
        context.Response.Headers.Allow = Route.Allow;
        return Body.WriteAsync(context);
    }
}
