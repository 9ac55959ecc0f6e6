using Snapshotter.Api.Rest.Bodies;
using Snapshotter.Api.Rest.Routing;

namespace Snapshotter.Api.Rest.Endpoints;

/// <summary>Descriptions that several operations share.</summary>
internal static class Describe
{
    /// <summary>A project id in the path.</summary>
    public static readonly ParameterDescription Project = new(
        "project_id", InPath: true, typeof(string), "The project id, such as `pairContract_trade_volume:0xb4e16d0168e52d35cacd2c6185b44281ec28c9dc:UNISWAPV2`.");

    /// <summary>An epoch id in the path.</summary>
    public static readonly ParameterDescription Epoch = new("epoch_id", InPath: true, typeof(long), "The epoch id, in ASCII digits.");

    /// <summary>The parameters cannot be read.</summary>
    public static readonly AnswerDescription Unreadable = new(StatusCodes.Status422UnprocessableEntity, typeof(FaultList));

    /// <summary>The error envelope with status 404.</summary>
    public static readonly AnswerDescription Missing = new(StatusCodes.Status404NotFound, typeof(ErrorEnvelope));

    /// <summary>A JSON body with status 200.</summary>
    public static AnswerDescription Ok(Type body) => new(StatusCodes.Status200OK, body);
}
