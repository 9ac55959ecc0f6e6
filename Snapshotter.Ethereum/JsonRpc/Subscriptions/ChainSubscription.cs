using System.Buffers;
using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.JsonRpc.Subscriptions;

/// <summary>
/// Hears of new blocks and logs over a WebSocket (<c>eth_subscribe</c>). What is heard is a reason to look, never the truth itself:
/// a connection can break unnoticed, so whoever listens must also look now and then.
/// </summary>
public sealed class ChainSubscription
{
    private const int MaxMessage = 1 << 20;
    private static readonly TimeSpan BaseDelay = TimeSpan.FromMilliseconds(250);

    private readonly SubscriptionOptions _options;
    private readonly byte[][] _requests;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private (long Number, Hash32 Hash, Hash32 Parent)? _last;
    private volatile bool _isLive;

    /// <summary>Listens for heads, and for logs of a contract with these topics.</summary>
    public ChainSubscription(SubscriptionOptions options, Address contract, IReadOnlyList<IReadOnlyList<Hash32>?> topics, TimeProvider time, ILogger<ChainSubscription> logger)
    {
        _options = options;
        _time = time;
        _logger = logger;
        _requests = [SubscriptionMessages.Heads(1), SubscriptionMessages.Logs(2, contract, topics)];
    }

    /// <summary>Raised with the height of a new block. Handlers must be quick and must not throw.</summary>
    public event Action<long>? HeadSeen;

    /// <summary>Raised when there is a reason to look: a log, one that was taken back, a reorganisation, or a change of the connection. Handlers must be quick and must not throw.</summary>
    public event Action? NewsCame;

    /// <summary>Whether news come in.</summary>
    public bool IsLive => _isLive;

    /// <summary>Listens until cancelled, and connects anew whenever the connection breaks. Without an address it ends at once.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (_options.Url.Length == 0) return;
        var failures = 0;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(() => failures = 0, cancellationToken);
            }
            catch (Exception exception) when (exception is WebSocketException or IOException or JsonException or InvalidDataException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                failures++;
                // The exception's own text may name the address.
                if (int.IsPow2(failures)) SubscriptionLog.Broken(_logger, failures, exception is OperationCanceledException ? "it was silent" : exception.GetType().Name);
            }
            finally
            {
                _isLive = false;
            }

            // Whoever listens looks for itself while nothing comes in.
            NewsCame?.Invoke();
            var delay = BaseDelay * Math.Pow(2, Math.Min(failures, 20));
            await Task.Delay(delay < _options.MaxDelay ? delay : _options.MaxDelay, _time, cancellationToken);
        }
    }

    private async Task ListenAsync(Action subscribed, CancellationToken cancellationToken)
    {
        using var socket = new ClientWebSocket();
        using var silence = new CancellationTokenSource(_options.Silence, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, silence.Token);
        await socket.ConnectAsync(new Uri(_options.Url), linked.Token);
        foreach (var request in _requests) await socket.SendAsync(request, WebSocketMessageType.Text, endOfMessage: true, linked.Token);

        var subscriptions = new Dictionary<string, int>(StringComparer.Ordinal);
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        while (await ReceiveAsync(socket, buffer, linked.Token))
        {
            silence.CancelAfter(_options.Silence);
            Take(buffer.WrittenSpan, subscriptions);
            buffer.ResetWrittenCount();
            if (_isLive || subscriptions.Count < _requests.Length) continue;
            _isLive = true;
            subscribed();
            SubscriptionLog.Live(_logger);
            NewsCame?.Invoke();
        }
    }

    private void Take(ReadOnlySpan<byte> message, Dictionary<string, int> subscriptions)
    {
        var reader = new Utf8JsonReader(message);
        using var document = JsonDocument.ParseValue(ref reader);
        var root = document.RootElement;
        if (root.TryGetProperty("id", out var id))
        {
            if (!root.TryGetProperty("result", out var subscription)) throw new InvalidDataException("The endpoint refuses eth_subscribe.");
            subscriptions[subscription.GetString()!] = id.GetInt32();
            return;
        }

        if (!root.TryGetProperty("params", out var parameters) || parameters.GetProperty("subscription").GetString() is not { } name || !subscriptions.TryGetValue(name, out var request)) return;
        if (request == 2)
        {
            NewsCame?.Invoke();
            return;
        }

        var header = SubscriptionMessages.Header(parameters.GetProperty("result"));
        HeadSeen?.Invoke(header.Number);
        if (_last is { } last && (header.Number <= last.Number || (header.Number == last.Number + 1 && header.Parent != last.Hash))) NewsCame?.Invoke();
        _last = header;
    }

    private static async Task<bool> ReceiveAsync(ClientWebSocket socket, ArrayBufferWriter<byte> buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer.GetMemory(4096), cancellationToken);
            if (received.MessageType == WebSocketMessageType.Close) return false;
            buffer.Advance(received.Count);
            if (received.EndOfMessage) return true;
            if (buffer.WrittenCount > MaxMessage) throw new InvalidDataException("A message is larger than 1 MiB.");
        }
    }
}
