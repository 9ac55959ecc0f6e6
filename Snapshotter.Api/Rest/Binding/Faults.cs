using System.Numerics;
using Snapshotter.Api.Rest.Answers;
using Snapshotter.Api.Rest.Bodies;

namespace Snapshotter.Api.Rest.Binding;

/// <summary>Reads parameters and collects what is wrong with them, so that a caller learns of every fault at once. Texts and types are the original's.</summary>
internal sealed class Faults
{
    private static readonly string[] True = ["1", "true", "t", "yes", "y", "on"];
    private static readonly string[] False = ["0", "false", "f", "no", "n", "off"];

    private readonly List<Fault> _found = [];

    /// <summary>Whether anything is wrong.</summary>
    public bool Any => _found.Count > 0;

    /// <summary>The 422 answer that lists the faults.</summary>
    public IAnswer Answer() => BodyAnswer.Of(StatusCodes.Status422UnprocessableEntity, new FaultList(_found), RestJson.Shapes.FaultList);

    /// <summary>Adds a fault found elsewhere.</summary>
    public void Add(string message, string type, params IReadOnlyList<string> location) => _found.Add(new Fault(location, message, type));

    /// <summary>An epoch id of the path: a whole number below 2^256.</summary>
    public BigInteger EpochId(string text, bool allowNegative)
    {
        var id = Integer("path", "epoch_id", text);
        if (id >= WholeNumber.Uint256End) Add(new Limit("less", "le", WholeNumber.Uint256End - 1), "path", "epoch_id");
        if (id.Sign < 0 && !allowNegative) Add(new Limit("greater", "ge", 0), "path", "epoch_id");
        return id;
    }

    /// <summary>A whole number of the query, with its default and bounds.</summary>
    public BigInteger Integer(string query, string name, int absent, int least, int? most = null)
    {
        if (QueryText.Last(query, name) is not { } text) return absent;
        var before = _found.Count;
        var value = Integer("query", name, text);
        if (_found.Count > before) return absent;
        if (value < least) Add(new Limit("greater", "ge", least), "query", name);
        else if (value > most) Add(new Limit("less", "le", most.Value), "query", name);
        return value;
    }

    /// <summary>A switch of the query; off when absent.</summary>
    public bool Switch(string query, string name)
    {
        if (QueryText.Last(query, name) is not { } text) return false;
        if (True.Contains(text, StringComparer.OrdinalIgnoreCase)) return true;
        if (!False.Contains(text, StringComparer.OrdinalIgnoreCase)) Add("value could not be parsed to a boolean", "type_error.bool", "query", name);
        return false;
    }

    /// <summary>A whole number in a place, with its lowest value.</summary>
    public BigInteger Integer(string where, string name, string text, int? least = null)
    {
        var isNumber = WholeNumber.TryParse(text, out var value);
        if (!isNumber) Add("value is not a valid integer", "type_error.integer", where, name);
        else if (value < least) Add(new Limit("greater", "ge", least.Value), where, name);
        return value;
    }

    private void Add(Limit limit, string where, string name) => _found.Add(new Fault(
        [where, name],
        $"ensure this value is {limit.Direction} than or equal to {limit.Value}",
        $"value_error.number.not_{limit.Code}",
        new FaultContext(limit.Value)));

    private readonly record struct Limit(string Direction, string Code, BigInteger Value);
}
