using Snapshotter.Ethereum.Cryptography;
using Snapshotter.Ethereum.Cryptography.Native;

namespace Snapshotter.Tests.Ethereum.Cryptography;

/// <summary>The implementations every curve test runs against. A missing library fails the test: it must not pass unseen.</summary>
public static class Curve
{
    private static readonly Lazy<NativeSecp256k1> Native = new(LoadNative);

    public static TheoryData<string> All => new("managed", "native");

    public static ISecp256k1 Of(string name) => name == "native" ? Native.Value : Secp256k1.Managed;

    private static NativeSecp256k1 LoadNative() => NativeSecp256k1.TryLoad(out var native, out var fault)
        ? native
        : throw new InvalidOperationException($"{fault} Run test.sh, which installs libsecp256k1 (Debian: apt-get install libsecp256k1-1).");
}
