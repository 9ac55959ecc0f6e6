using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Snapshotter.Api.Rest.Answers;
using Snapshotter.Api.Rest.Routing;

namespace Snapshotter.Api.OpenApi;

/// <summary>Shows the table of routes to the generator of the OpenAPI document, so that there is one list of operations and not two.</summary>
internal sealed class RouteDescriptions(IServiceProvider services, OpenApiKind kind) : IApiDescriptionProvider
{
    private static readonly EmptyModelMetadataProvider Types = new();

    /// <inheritdoc/>
    public int Order => 0;

    /// <inheritdoc/>
    public void OnProvidersExecuting(ApiDescriptionProviderContext context)
    {
        foreach (var route in services.GetRequiredService<RouteTable>().Routes)
        {
            if (route.Description is { } description) context.Results.Add(Describe(route, description));
        }
    }

    /// <inheritdoc/>
    public void OnProvidersExecuted(ApiDescriptionProviderContext context)
    {
    }

    private ApiDescription Describe(RestRoute route, RouteDescription description)
    {
        var api = new ApiDescription
        {
            HttpMethod = route.Methods[0],
            RelativePath = route.Template.Text[1..],
            ActionDescriptor = new ActionDescriptor
            {
                EndpointMetadata =
                [
                    new EndpointNameMetadata(description.Name),
                    new TagsAttribute(description.Tag),
                    new EndpointSummaryAttribute(description.Summary),
                    description,
                ],
            },
        };
        if (description.Details.Length > 0) api.ActionDescriptor.EndpointMetadata.Add(new EndpointDescriptionAttribute(description.Details));
        foreach (var parameter in description.Parameters) api.ParameterDescriptions.Add(Describe(parameter));
        if (description.Body is { } body) AddBody(api, body);
        var refusals = route.Access == RouteAccess.Open ? [] : kind.Refusals;
        foreach (var answers in description.Answers.Concat(refusals).GroupBy(answer => answer.Status)) api.SupportedResponseTypes.Add(Describe(answers));
        return api;
    }

    private static ApiParameterDescription Describe(ParameterDescription parameter) => new()
    {
        Name = parameter.Name,
        Source = parameter.InPath ? BindingSource.Path : BindingSource.Query,
        Type = parameter.Type,
        ModelMetadata = Types.GetMetadataForType(parameter.Type),
        IsRequired = parameter.InPath,
        ParameterDescriptor = new ParameterDescriptor { Name = parameter.Name, ParameterType = parameter.Type },
    };

    private static void AddBody(ApiDescription api, Type body)
    {
        api.ParameterDescriptions.Add(new ApiParameterDescription
        {
            Name = "body",
            Source = BindingSource.Body,
            Type = body,
            ModelMetadata = Types.GetMetadataForType(body),
            IsRequired = true,
            ParameterDescriptor = new ParameterDescriptor { Name = "body", ParameterType = body },
        });
        api.SupportedRequestFormats.Add(new ApiRequestFormat { MediaType = BodyAnswer.Json });
    }

    private static ApiResponseType Describe(IGrouping<int, AnswerDescription> answers)
    {
        var type = answers.First().Body;
        return new ApiResponseType
        {
            StatusCode = answers.Key,
            Type = type ?? typeof(void),
            ModelMetadata = type is null ? null : Types.GetMetadataForType(type),
            ApiResponseFormats = [.. answers.Where(answer => answer.Body is not null).Select(answer => new ApiResponseFormat { MediaType = answer.ContentType })],
        };
    }
}
