using Snapshotter.Ethereum.Keys;
using Snapshotter.Ethereum.Signing;

namespace Snapshotter.Tests.Ethereum.Signing;

public class PersonalMessageTests
{
    [Fact]
    public void A_text_is_hashed_with_its_length_in_bytes()
    {
        // The example of web3.js's documentation of eth.accounts.hashMessage.
        PersonalMessage.Hash("Hello World").ToString().Should().Be("0xa1de988600a42c4b4ab089b619297c17d53cffae5d5120d82d8a92d0bb3b78f2");
        PersonalMessage.Hash("é").Should().Be(PersonalMessage.Hash([0xc3, 0xa9]));
        PersonalMessage.Hash("é").Should().NotBe(PersonalMessage.Hash("e"));
    }

    [Fact]
    public void A_signed_text_matches_a_known_signature()
    {
        // The example of web3.js's documentation of eth.accounts.sign.
        using var key = PrivateKey.FromHex("0x4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318");
        key.Sign(PersonalMessage.Hash("Some data")).ToString().Should().Be(
            "0xb91467e570a6466aa9e9876cbcd013baba02900b8979d43fe208a4a4f339f5fd6007e74cd82e037b800186422fc2da167c747ef045e5d18a5f5d4300f8e1a0291c");
    }
}
