namespace Snapshotter.Ethereum.Keys;

/// <summary>A key file that cannot be opened. The message holds neither password nor key.</summary>
public sealed class KeystoreException : Exception
{
    /// <summary>A fault of a kind, with a sentence for the operator.</summary>
    public KeystoreException(KeystoreFault fault, string message)
        : base(message) => Fault = fault;

    /// <summary>What is wrong.</summary>
    public KeystoreFault Fault { get; }

    internal static KeystoreException Malformed(string fault) => new(KeystoreFault.Malformed, $"The key file is malformed: {fault}");

    internal static KeystoreException WrongPassword() => new(
        KeystoreFault.WrongPassword,
        "The password does not open this key file, or the file was damaged: its check value does not match.");
}
