namespace Snapshotter.Core.Telemetry;

/// <summary>The upstream names of the stages, as in state keys and REST answers.</summary>
public static class StageNames
{
    private static readonly string[] Names =
    [
        "EPOCH_RELEASED", "PRELOAD", "SNAPSHOT_BUILD", "SNAPSHOT_SUBMIT_PAYLOAD_COMMIT", "RELAYER_SEND", "SNAPSHOT_FINALIZE",
    ];

    /// <summary>All names in the order of the stages.</summary>
    public static IReadOnlyList<string> All => Names;

    /// <summary>The upstream name.</summary>
    public static string NameOf(Stage stage) => Names[(int)stage];
}
