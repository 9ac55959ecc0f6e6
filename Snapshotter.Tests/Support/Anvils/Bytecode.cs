using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Tests.Support.Anvils;

/// <summary>Puts small contracts together by hand: functions with fixed answers, or code of their own, and what happens otherwise.</summary>
internal sealed class Bytecode
{
    private readonly List<(byte[] Selector, byte[] Body)> _functions = [];
    private byte[] _otherwise = [0x00];

    /// <summary>A function that always answers the same.</summary>
    public Bytecode Answer(string function, params object?[] results)
    {
        var parsed = AbiFunction.Parse(function);
        var answer = parsed.EncodeResult(results);
        var body = new List<byte>();
        for (var offset = 0; offset < answer.Length; offset += 32) body.AddRange([0x7f, .. answer[offset..(offset + 32)], 0x61, (byte)(offset >> 8), (byte)offset, 0x52]); // PUSH32 word, PUSH2 offset, MSTORE
        body.AddRange([0x61, (byte)(answer.Length >> 8), (byte)answer.Length, 0x60, 0x00, 0xf3]); // PUSH2 length, PUSH1 0, RETURN
        return Run(function, [.. body]);
    }

    /// <summary>A function with code of its own.</summary>
    public Bytecode Run(string function, byte[] body)
    {
        _functions.Add((AbiFunction.Parse(function).Selector.ToBytes(), body));
        return this;
    }

    /// <summary>What is run for any other call.</summary>
    public Bytecode Otherwise(byte[] body)
    {
        _otherwise = body;
        return this;
    }

    /// <summary>The code, as hex.</summary>
    public string Assemble()
    {
        const int CaseLength = 11;
        List<byte> code = [0x60, 0x00, 0x35, 0x60, 0xe0, 0x1c]; // PUSH1 0, CALLDATALOAD, PUSH1 224, SHR: the selector
        var at = code.Count + (_functions.Count * CaseLength) + _otherwise.Length;
        foreach (var (selector, body) in _functions)
        {
            code.AddRange([0x80, 0x63, .. selector, 0x14, 0x61, (byte)(at >> 8), (byte)at, 0x57]); // DUP1, PUSH4 selector, EQ, PUSH2 place, JUMPI
            at += body.Length + 1;
        }

        code.AddRange(_otherwise);
        foreach (var (_, body) in _functions) code.AddRange([0x5b, .. body]); // JUMPDEST
        return Hex.Prefixed([.. code]);
    }
}
