namespace Snapshotter.Api.Rest.Routing;

/// <summary>What a client developer reads about an operation.</summary>
/// <param name="Name">The operation id, stable for generated clients.</param>
/// <param name="Tag">The group it is listed in.</param>
/// <param name="Summary">One line.</param>
internal sealed record RouteDescription(string Name, string Tag, string Summary)
{
    /// <summary>What is worth knowing beyond the summary.</summary>
    public string Details { get; init; } = "";

    /// <summary>The parameters, those of the path first.</summary>
    public IReadOnlyList<ParameterDescription> Parameters { get; init; } = [];

    /// <summary>The type of the request body, or null.</summary>
    public Type? Body { get; init; }

    /// <summary>The answers by status.</summary>
    public IReadOnlyList<AnswerDescription> Answers { get; init; } = [];
}

/// <summary>A parameter of the path or the query.</summary>
/// <param name="Name">Its name.</param>
/// <param name="InPath">Whether it is a segment of the path.</param>
/// <param name="Type">Its type.</param>
/// <param name="Meaning">What it selects, with its bounds and its default.</param>
internal sealed record ParameterDescription(string Name, bool InPath, Type Type, string Meaning);

/// <summary>One answer of an operation.</summary>
/// <param name="Status">The status.</param>
/// <param name="Body">The type of the body, or null when there is none.</param>
/// <param name="ContentType">The media type of the body.</param>
internal sealed record AnswerDescription(int Status, Type? Body, string ContentType = "application/json");
