using Snapshotter.Api.Chaos.Rpc.Faults;

namespace Snapshotter.Api.Chaos.Rpc;

/// <summary>Everything that may happen to a single request.</summary>
internal static class FaultMenu
{
    /// <summary>What any JSON-RPC endpoint may do.</summary>
    public static IReadOnlyList<IRpcFault> Common { get; } =
    [
        new StatusFault(429), new StatusFault(429, RetryAfter: 0), new StatusFault(429, RetryAfter: 1), new StatusFault(500), new StatusFault(502), new StatusFault(503),
        new HangFault(), new ResetFault(), new TruncatedFault(LooksRegular: true), new TruncatedFault(LooksRegular: false), new GarbageFault(),
        new WrongIdsFault(Unknown: true), new WrongIdsFault(Unknown: false), new MissingItemFault(), new ShuffledFault(),
        new ErrorItemFault(-32000, "header not found"), new ErrorItemFault(-32005, "limit exceeded"), new ErrorItemFault(-32603, "internal error"),
        new StaleHeadFault(6), ResultFault.NullBlock, ResultFault.EmptyCall, ResultFault.CutLogs,
    ];

    /// <summary>What an endpoint of the anchor chain may do.</summary>
    public static IReadOnlyList<IRpcFault> Anchor { get; } = [.. Common, ResultFault.NullReceipt, ResultFault.NoLogs];
}
