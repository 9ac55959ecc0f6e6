using System.Numerics;
using Snapshotter.Ethereum.Cryptography;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Tests.Support.Contracts;

namespace Snapshotter.Tests.Contracts.V1;

public sealed class SignatureTests(V1Rig rig) : IClassFixture<V1Rig>, IAsyncLifetime
{
    private const string CidA = V1Rig.CidA;
    private static readonly Signer Alice = V1Rig.Snapshotters[0];

    public async Task InitializeAsync()
    {
        await rig.ResetAsync();
        await rig.AllowAsync(1);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_signer_is_recovered()
    {
        var digest = Signer.Digest(rig.State.Address, 1, CidA, 1, "p", slotId: null);

        (await rig.State.ReadAsync<Address>("recoverAddress", digest, Alice.Sign(rig.State.Address, 1, CidA, 1, "p"))).Should().Be(Alice.Address);
    }

    [Fact]
    public async Task A_signature_that_is_none_is_refused()
    {
        var digest = Signer.Digest(rig.State.Address, 1, CidA, 1, "p", slotId: null);
        var good = Alice.Sign(rig.State.Address, 1, CidA, 1, "p");

        await rig.State.RefusesToTellAsync("bad signature", "recoverAddress", digest, good[..64]);
        await rig.State.RefusesToTellAsync("bad signature", "recoverAddress", digest, (byte[])[.. good, 0]);
        await rig.State.RefusesToTellAsync("bad signature", "recoverAddress", digest, (byte[])[.. good[..64], 29]);
        await rig.State.RefusesToTellAsync("bad signature", "recoverAddress", digest, (byte[])[.. good[..64], 0]);
        await rig.State.RefusesToTellAsync("bad signature", "recoverAddress", digest, new byte[65]);
        await rig.State.RefusesToTellAsync("bad signature", "recoverAddress", digest, Twin(good));
    }

    [Fact]
    public async Task Verification_tells_whether_a_submission_would_count()
    {
        (await VerifyAsync(rig.Arguments(Alice, CidA), Alice)).Should().BeTrue();
        (await VerifyAsync(rig.Arguments(Alice, CidA), V1Rig.Snapshotters[1])).Should().BeFalse("another signed");
        (await VerifyAsync(rig.Arguments(V1Rig.Snapshotters[1], CidA), V1Rig.Snapshotters[1])).Should().BeFalse("the signer is no snapshotter");
        (await VerifyAsync(rig.Arguments(Alice, CidA, deadline: 1), Alice)).Should().BeFalse("the deadline passed");

        foreach (var (place, other) in new (int, object)[] { (0, V1Rig.CidB), (1, 2L), (2, "another") })
        {
            var arguments = rig.Arguments(Alice, CidA);
            arguments[place] = other;
            (await VerifyAsync(arguments, Alice)).Should().BeFalse($"argument {place} is not what was signed");
        }
    }

    [Fact]
    public async Task Verification_knows_slots()
    {
        (await VerifyWithSlotAsync(rig.ArgumentsWithSlot(Alice, 7, CidA), Alice)).Should().BeTrue();
        (await VerifyWithSlotAsync(rig.ArgumentsWithSlot(Alice, 7, CidA), V1Rig.Snapshotters[1])).Should().BeFalse();

        foreach (var (place, other) in new (int, object)[] { (0, 8L), (1, V1Rig.CidB), (2, 2L), (3, "another") })
        {
            var arguments = rig.ArgumentsWithSlot(Alice, 7, CidA);
            arguments[place] = other;
            (await VerifyWithSlotAsync(arguments, Alice)).Should().BeFalse($"argument {place} is not what was signed");
        }
    }

    private Task<bool> VerifyAsync(object?[] arguments, Signer signer) => rig.State.ReadAsync<bool>(V1Rig.Verify, [.. arguments, signer.Address]);

    private Task<bool> VerifyWithSlotAsync(object?[] arguments, Signer signer) => rig.State.ReadAsync<bool>(V1Rig.VerifyWithSlot, [.. arguments, signer.Address]);

    /// <summary>The other signature of the same digest by the same key, with the higher s.</summary>
    private static byte[] Twin(byte[] signature)
    {
        var order = BigInteger.Parse("00fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture);
        var parsed = Signature.Parse(signature);
        var s = (order - new BigInteger(parsed.S, isUnsigned: true, isBigEndian: true)).ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. parsed.R, .. new byte[32 - s.Length], .. s, (byte)(55 - parsed.V)];
    }
}
