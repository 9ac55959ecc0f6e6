namespace Snapshotter.Ethereum.RecordedChains.Serving;

/// <summary>Counts requests and calls. Safe for use by many threads.</summary>
internal sealed class RequestCounter(IReadOnlyCollection<string> methods)
{
    private const string Other = "other";
    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _calls = methods.Append(Other).ToDictionary(method => method, _ => 0L, StringComparer.Ordinal);
    private long _requests;
    private long _requestBytes;
    private long _responseBytes;

    public void AddCall(string method)
    {
        lock (_lock) _calls[_calls.ContainsKey(method) ? method : Other]++;
    }

    public void AddRequest(long requestBytes, long responseBytes)
    {
        lock (_lock)
        {
            _requests++;
            _requestBytes += requestBytes;
            _responseBytes += responseBytes;
        }
    }

    public RecordedChainCounts Read()
    {
        lock (_lock)
        {
            var called = _calls.Where(call => call.Value > 0).ToDictionary(StringComparer.Ordinal);
            return new RecordedChainCounts(_requests, called.Values.Sum(), _requestBytes, _responseBytes, called);
        }
    }
}
