using Snapshotter.Api.SyntheticChains;

namespace Snapshotter.Api.Chaos.Rpc;

/// <summary>A way in which an endpoint answers one request wrongly, late or not at all.</summary>
internal interface IRpcFault
{
    /// <summary>Its name in reports.</summary>
    string Name { get; }

    /// <summary>Answers the request; what is random is drawn from the lots of this request.</summary>
    Task AnswerAsync(RpcExchange exchange, Lots lots);
}
