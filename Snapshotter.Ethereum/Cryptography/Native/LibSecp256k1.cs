using System.Runtime.InteropServices;

namespace Snapshotter.Ethereum.Cryptography.Native;

/// <summary>
/// The entry points of libsecp256k1 that are used, found at run time so that nothing fails where it is not installed. A context
/// is only read after it was made, so any thread may call.
/// </summary>
/// <remarks>The library ends the process when given an impossible argument: check before calling.</remarks>
internal sealed unsafe class LibSecp256k1
{
    public const uint UncompressedFormat = 2;
    public const int PublicKeySize = 64;
    public const int SignatureSize = 64;
    public const int RecoverableSignatureSize = 65;

    private const uint SignAndVerify = 0x301;

    /// <summary>The sonames that carry these entry points, the most widely packaged first.</summary>
    private static readonly string[] FileNames =
    [
        "libsecp256k1.so.1", "libsecp256k1.so.0", "libsecp256k1.so.2", "libsecp256k1.so.5", "libsecp256k1.so.6", "libsecp256k1.dylib",
    ];

    public readonly nint Context;
    public readonly delegate* unmanaged[Cdecl]<nint, byte*, int> VerifyPrivateKey;
    public readonly delegate* unmanaged[Cdecl]<nint, byte*, byte*, int> CreatePublicKey;
    public readonly delegate* unmanaged[Cdecl]<nint, byte*, byte*, nuint, int> ParsePublicKey;
    public readonly delegate* unmanaged[Cdecl]<nint, byte*, nuint*, byte*, uint, int> SerializePublicKey;
    public readonly delegate* unmanaged[Cdecl]<nint, byte*, byte*, byte*, nint, byte*, int> SignRecoverable;
    public readonly delegate* unmanaged[Cdecl]<nint, byte*, int*, byte*, int> SerializeRecoverable;
    public readonly delegate* unmanaged[Cdecl]<nint, byte*, byte*, int, int> ParseRecoverable;
    public readonly delegate* unmanaged[Cdecl]<nint, byte*, byte*, byte*, int> Recover;
    public readonly delegate* unmanaged[Cdecl]<nint, byte*, byte*, int> ParseCompact;
    public readonly delegate* unmanaged[Cdecl]<nint, byte*, byte*, int> Normalize;
    public readonly delegate* unmanaged[Cdecl]<nint, byte*, byte*, byte*, int> Verify;
    public readonly delegate* unmanaged[Cdecl]<nint, byte*, byte*, byte*, delegate* unmanaged[Cdecl]<byte*, byte*, byte*, void*, int>, void*, int> Ecdh;

    private LibSecp256k1(nint library, ReadOnlySpan<byte> seed)
    {
        nint Export(string name) => NativeLibrary.GetExport(library, "secp256k1_" + name);
        VerifyPrivateKey = (delegate* unmanaged[Cdecl]<nint, byte*, int>)Export("ec_seckey_verify");
        CreatePublicKey = (delegate* unmanaged[Cdecl]<nint, byte*, byte*, int>)Export("ec_pubkey_create");
        ParsePublicKey = (delegate* unmanaged[Cdecl]<nint, byte*, byte*, nuint, int>)Export("ec_pubkey_parse");
        SerializePublicKey = (delegate* unmanaged[Cdecl]<nint, byte*, nuint*, byte*, uint, int>)Export("ec_pubkey_serialize");
        SignRecoverable = (delegate* unmanaged[Cdecl]<nint, byte*, byte*, byte*, nint, byte*, int>)Export("ecdsa_sign_recoverable");
        SerializeRecoverable = (delegate* unmanaged[Cdecl]<nint, byte*, int*, byte*, int>)Export("ecdsa_recoverable_signature_serialize_compact");
        ParseRecoverable = (delegate* unmanaged[Cdecl]<nint, byte*, byte*, int, int>)Export("ecdsa_recoverable_signature_parse_compact");
        Recover = (delegate* unmanaged[Cdecl]<nint, byte*, byte*, byte*, int>)Export("ecdsa_recover");
        ParseCompact = (delegate* unmanaged[Cdecl]<nint, byte*, byte*, int>)Export("ecdsa_signature_parse_compact");
        Normalize = (delegate* unmanaged[Cdecl]<nint, byte*, byte*, int>)Export("ecdsa_signature_normalize");
        Verify = (delegate* unmanaged[Cdecl]<nint, byte*, byte*, byte*, int>)Export("ecdsa_verify");
        Ecdh = (delegate* unmanaged[Cdecl]<nint, byte*, byte*, byte*, delegate* unmanaged[Cdecl]<byte*, byte*, byte*, void*, int>, void*, int>)Export("ecdh");

        var create = (delegate* unmanaged[Cdecl]<uint, nint>)Export("context_create");
        var randomize = (delegate* unmanaged[Cdecl]<nint, byte*, int>)Export("context_randomize");
        Context = create(SignAndVerify);
        fixed (byte* seedPointer = seed)
        {
            if (Context == 0 || randomize(Context, seedPointer) != 1) throw new EntryPointNotFoundException("libsecp256k1 did not make a context.");
        }
    }

    /// <summary>Finds the library and all it must offer.</summary>
    /// <param name="seed">32 random bytes that blind the library's secret arithmetic.</param>
    /// <param name="fault">Why there is none, in one sentence.</param>
    public static LibSecp256k1? Find(ReadOnlySpan<byte> seed, out string fault)
    {
        fault = $"None of {string.Join(", ", FileNames)} can be loaded.";
        foreach (var name in FileNames)
        {
            if (!NativeLibrary.TryLoad(name, out var library)) continue;
            try
            {
                return new LibSecp256k1(library, seed);
            }
            catch (EntryPointNotFoundException e)
            {
                fault = $"{name} was built without a part that is needed: {e.Message}";
                NativeLibrary.Free(library);
            }
        }

        return null;
    }
}
