using System.Numerics;
using System.Text.Json.Serialization;

namespace Snapshotter.Api.Rest.Bodies;

/// <summary>The envelope of an error a handler found.</summary>
/// <param name="Status">Always <c>error</c>.</param>
/// <param name="Message">What is wrong, with the project and epoch concerned.</param>
public sealed record ErrorEnvelope(string Status, string Message);

/// <summary>Why no handler was reached.</summary>
/// <param name="Detail">A sentence.</param>
public sealed record ErrorDetail(string Detail);

/// <summary>Everything that is wrong with the parameters of a request.</summary>
/// <param name="Detail">The faults in the order of the parameters.</param>
public sealed record FaultList(IReadOnlyList<Fault> Detail);

/// <summary>What is wrong with one parameter.</summary>
/// <param name="Loc">Where it is: <c>path</c>, <c>query</c> or <c>body</c>, then its name.</param>
/// <param name="Msg">A sentence.</param>
/// <param name="Type">A stable code.</param>
/// <param name="Ctx">The bound that was missed.</param>
public sealed record Fault(
    IReadOnlyList<string> Loc,
    string Msg,
    string Type,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] FaultContext? Ctx = null);

/// <summary>The bound a value missed.</summary>
/// <param name="LimitValue">The bound, itself allowed.</param>
public sealed record FaultContext([property: JsonPropertyName("limit_value")] BigInteger LimitValue);
