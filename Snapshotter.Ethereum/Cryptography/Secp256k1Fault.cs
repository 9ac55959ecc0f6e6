namespace Snapshotter.Ethereum.Cryptography;

/// <summary>Which of the values given to a <see cref="ISecp256k1"/> is wrong.</summary>
public enum Secp256k1Fault
{
    /// <summary>A private key of another length than 32 bytes, zero, or not below the group's order.</summary>
    PrivateKey,

    /// <summary>A public key that is no point of the curve.</summary>
    PublicKey,

    /// <summary>A signature of another shape than expected, or one that no key can have made.</summary>
    Signature,
}
