namespace Snapshotter.Api.Rest.Answers;

/// <summary>An answer with one header more.</summary>
internal sealed record HeadedAnswer(string Header, string Value, IAnswer Inner) : IAnswer
{
    /// <inheritdoc/>
    public ValueTask WriteAsync(HttpContext context)
    {
        context.Response.Headers[Header] = Value;
        return Inner.WriteAsync(context);
    }
}
