namespace Snapshotter.Api.Keys;

/// <summary>Where keys come from. Keys and passwords themselves are never settings: they stand in files or in the environment.</summary>
public sealed class KeyOptions
{
    /// <summary>The name of the section in the settings.</summary>
    public const string Section = "Keys";

    /// <summary>The file with the snapshotter's key: 64 hex digits, or an encrypted keystore. The variable SNAPSHOTTER_SIGNER_KEY takes its place.</summary>
    /// <value>Default empty.</value>
    public string SignerFile { get; init; } = "";

    /// <summary>The file with the keystore's password. The variable SNAPSHOTTER_KEY_PASSWORD takes its place.</summary>
    /// <value>Default empty.</value>
    public string PasswordFile { get; init; } = "";

    /// <summary>The file with the keys of the accounts that pay for transactions, one a line. The variable SNAPSHOTTER_SENDER_KEYS, with commas, takes its place. Without either the snapshotter pays.</summary>
    /// <value>Default empty.</value>
    public string SendersFile { get; init; } = "";
}
