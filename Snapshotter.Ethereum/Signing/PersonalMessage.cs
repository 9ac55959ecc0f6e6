using System.Globalization;
using System.Text;
using Snapshotter.Ethereum.Hashing;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.Signing;

/// <summary>Messages that a wallet signs as text (EIP-191, version 0x45): the prefix keeps them from being transactions.</summary>
public static class PersonalMessage
{
    private static ReadOnlySpan<byte> Prefix => "\u0019Ethereum Signed Message:\n"u8;

    /// <summary>What is signed for a message of any bytes: Keccak-256 of the prefix, the message's length in decimal, and the message.</summary>
    public static Hash32 Hash(ReadOnlySpan<byte> message)
    {
        var length = Encoding.ASCII.GetBytes(message.Length.ToString(CultureInfo.InvariantCulture));
        return Keccak256.Hash([.. Prefix, .. length, .. message]);
    }

    /// <summary>What is signed for a text, as UTF-8.</summary>
    public static Hash32 Hash(string message) => Hash(Encoding.UTF8.GetBytes(message));
}
