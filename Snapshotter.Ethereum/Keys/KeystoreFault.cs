namespace Snapshotter.Ethereum.Keys;

/// <summary>Why a key file cannot be opened.</summary>
public enum KeystoreFault
{
    /// <summary>It is not the JSON of a key file, or a value has the wrong shape.</summary>
    Malformed,

    /// <summary>A version, cipher or key derivation that is not supported.</summary>
    Unsupported,

    /// <summary>Its key derivation would take more memory or time than allowed.</summary>
    CostTooHigh,

    /// <summary>The password is another, or the encrypted key was damaged.</summary>
    WrongPassword,
}
