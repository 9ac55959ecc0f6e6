using System.Text;

namespace Snapshotter.Ethereum.Abi;

/// <summary>Strings as UTF-8 that is well-formed in both directions: a replaced character would change what was on the chain.</summary>
internal static class AbiText
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Decode(ReadOnlySpan<byte> bytes, in AbiPath path)
    {
        try
        {
            return Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException error)
        {
            throw path.Fault("the string is not UTF-8; decode it as bytes to see what it holds.", error);
        }
    }

    public static byte[] Encode(string text, in AbiPath path)
    {
        try
        {
            return Utf8.GetBytes(text);
        }
        catch (EncoderFallbackException error)
        {
            throw path.Fault("the string has half of a surrogate pair, which UTF-8 cannot express.", error);
        }
    }
}
