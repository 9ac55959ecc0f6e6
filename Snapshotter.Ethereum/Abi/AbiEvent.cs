using Snapshotter.Ethereum.Hashing;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.Abi;

/// <summary>An event of a contract (ABI specification, "Events" and "Encoding of Indexed Event Parameters").</summary>
public sealed class AbiEvent
{
    private readonly AbiType _inputs;
    private readonly AbiType _unindexed;

    /// <summary>An event of these parameters.</summary>
    /// <exception cref="AbiException">More parameters are indexed than a log has topics for, or they nest too deep.</exception>
    public AbiEvent(string name, IReadOnlyList<AbiParameter> inputs, bool isAnonymous = false)
    {
        _inputs = AbiType.TupleOf(inputs);
        _unindexed = AbiType.TupleOf([.. inputs.Where(input => !input.IsIndexed)]);
        Name = name;
        IsAnonymous = isAnonymous;
        Signature = name + _inputs.Canonical;
        Topic = Keccak256.Hash(Signature);

        var room = isAnonymous ? AbiLog.MaxTopics : AbiLog.MaxTopics - 1;
        TopicCount = inputs.Count - _unindexed.Components.Count + AbiLog.MaxTopics - room;
        if (TopicCount > AbiLog.MaxTopics) throw new AbiException(Signature, $"at most {room} parameters of this event can be indexed.");
    }

    /// <summary>The name without parameters.</summary>
    public string Name { get; }

    /// <summary>The parameters.</summary>
    public IReadOnlyList<AbiParameter> Inputs => _inputs.Components;

    /// <summary>Whether its logs do not carry <see cref="Topic"/>.</summary>
    public bool IsAnonymous { get; }

    /// <summary>The name and the canonical types of the parameters, such as <c>Sync(uint112,uint112)</c>.</summary>
    public string Signature { get; }

    /// <summary>The hash of the signature: the first topic of every log of this event, unless it is anonymous.</summary>
    public Hash32 Topic { get; }

    /// <summary>How many topics a log of this event has.</summary>
    public int TopicCount { get; }

    /// <summary>Reads a description such as <c>event Transfer(address indexed from, address indexed to, uint256 value)</c>, with <c>anonymous</c> behind it where it is; the leading word may be left out.</summary>
    /// <exception cref="AbiException">The text describes no event.</exception>
    public static AbiEvent Parse(string text)
    {
        var reader = new AbiTextReader(text);
        reader.TryReadWord("event");
        var name = reader.ReadName();
        var inputs = reader.ReadParameters(canBeIndexed: true);
        var isAnonymous = reader.TryReadWord("anonymous");
        reader.RequireEnd();
        return new AbiEvent(name, inputs, isAnonymous);
    }

    /// <summary>
    /// Whether a log with these topics can be of this event: the first topic and their number fit. ERC-20 and ERC-721
    /// transfers, say, share the first topic and differ in the number. Of an anonymous event only the number is known.
    /// </summary>
    public bool Matches(IReadOnlyList<Hash32> topics) => topics.Count == TopicCount && (IsAnonymous || topics[0] == Topic);

    /// <summary>Decodes a log. Of an indexed parameter that a topic cannot hold (byte string, array, tuple) the log has the hash only: its value is that <see cref="Hash32"/>.</summary>
    /// <param name="topics">All topics of the log.</param>
    /// <param name="data">The data of the log.</param>
    /// <exception cref="AbiException">The log is of another event, or its topics or data are no encoding of the parameters.</exception>
    public AbiValues Decode(IReadOnlyList<Hash32> topics, ReadOnlySpan<byte> data)
    {
        if (!Matches(topics)) throw new AbiException(Signature, $"a log of this event has {TopicCount} topics{(IsAnonymous ? "" : $", first {Topic}")}; this one has {string.Join(", ", topics)}.");

        var unindexed = AbiDecoder.Decode(_unindexed, data);
        var values = new object?[Inputs.Count];
        var topic = IsAnonymous ? 0 : 1;
        var next = 0;
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Inputs[i].IsIndexed ? AbiTopic.Decode(_inputs, i, topics[topic++]) : unindexed[next++];
        }

        return new AbiValues(Inputs, values);
    }

    /// <summary>Encodes a log. Where a topic is a hash, the value may be given as that <see cref="Hash32"/>.</summary>
    /// <param name="values">One for each parameter.</param>
    /// <exception cref="AbiException">A value does not fit its parameter, or one is missing or too many.</exception>
    public AbiLog Encode(IReadOnlyList<object?> values)
    {
        if (values.Count != Inputs.Count) throw new AbiException(Signature, $"{Inputs.Count} values are expected, not {values.Count}.");

        var topics = new List<Hash32>(TopicCount);
        var unindexed = new List<object?>();
        if (!IsAnonymous) topics.Add(Topic);
        for (var i = 0; i < values.Count; i++)
        {
            if (Inputs[i].IsIndexed) topics.Add(AbiTopic.Encode(_inputs, i, values[i]));
            else unindexed.Add(values[i]);
        }

        return new AbiLog(topics, AbiEncoder.Encode(_unindexed, unindexed, []));
    }

    /// <summary>The topic of an indexed parameter, for filters of <c>eth_getLogs</c>.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="value">The value that logs must have.</param>
    /// <exception cref="AbiException">No indexed parameter has this name, or the value does not fit it.</exception>
    public Hash32 EncodeTopic(string name, object? value)
    {
        for (var i = 0; i < Inputs.Count; i++)
        {
            if (Inputs[i].IsIndexed && Inputs[i].Name == name) return AbiTopic.Encode(_inputs, i, value);
        }

        throw new AbiException(Signature, $"no indexed parameter has the name '{name}'.");
    }

    /// <summary>The signature.</summary>
    public override string ToString() => Signature;
}
