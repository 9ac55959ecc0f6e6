using System.Buffers;
using System.Text;
using BenchmarkDotNet.Attributes;
using Snapshotter.Benchmarks.CommandLine;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.JsonRpc.Calls;
using Snapshotter.Ethereum.JsonRpc.Wire;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.RecordedChains;

namespace Snapshotter.Benchmarks.Micro;

/// <summary>The answer to an eth_getLogs with 1,000 logs of the recorded chain, as the RPC client reads it.</summary>
public class LogsBenchmarks
{
    private const int Logs = 1000;

    private byte[] _answer = [];
    private LogFilter _filter = new([], [], 0, 0);

    [GlobalSetup]
    public void Setup()
    {
        var chain = RecordedChain.Load(Checkout.GoldenChain);
        _filter = new LogFilter([], [], chain.First, chain.Last);
        var answer = new ArrayBufferWriter<byte>();
        answer.Write("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":["u8);
        var logs = chain.LogsOf(chain.FindBlock(chain.First)!, chain.FindBlock(chain.Last)!)[..Logs];
        for (var i = 0; i < logs.Length; i++)
        {
            if (i > 0) answer.Write(","u8);
            answer.Write(logs[i].Json.Of(chain.ReceiptsJson));
        }

        answer.Write("]}"u8);
        _answer = answer.WrittenSpan.ToArray();
        if (Parse().Length != Logs) throw new InvalidOperationException($"The answer does not hold {Logs} logs: {Encoding.UTF8.GetString(_answer.AsSpan(0, 200))}");
    }

    [Benchmark]
    public LogEntry[] Parse()
    {
        LogEntry[] logs = [];
        var call = new LogsCall(_filter, read => logs = read, static error => throw new RpcException(error));
        ResponseReader.Read(_answer, [new PendingCall(call)], isBatch: false);
        call.Accept();
        return logs;
    }
}
