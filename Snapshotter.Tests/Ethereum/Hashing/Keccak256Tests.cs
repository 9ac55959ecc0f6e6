using Snapshotter.Ethereum.Hashing;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Ethereum.Hashing;

public class Keccak256Tests
{
    [Fact]
    public void Meets_every_vector_of_random_data()
    {
        var cases = Repository.ReadJson(Repository.Vector("hashes", "ethers5-hashes.json.gz")).AsArray();
        cases.Should().HaveCount(516);
        foreach (var item in cases)
        {
            Keccak256.Hash(Hex.Decode((string)item!["data"]!)).ToString().Should().Be((string)item["keccak256"]!);
        }
    }

    [Fact]
    public void Meets_every_vector_of_text()
    {
        var cases = Repository.ReadJson(Repository.Vector("hashes", "js-sha3-keccak256.json")).AsArray();
        cases.Should().HaveCount(9);
        foreach (var item in cases)
        {
            Keccak256.Hash((string)item!["input_utf8"]!).ToString().Should().Be("0x" + (string)item["keccak256"]!);
        }
    }

    [Fact]
    public void The_checksum_text_of_an_address_follows_EIP_55() =>
        Address.Parse("0xb4e16d0168e52d35cacd2c6185b44281ec28c9dc").ToChecksumString()
            .Should().Be("0xB4e16d0168e52d35CaCD2c6185b44281Ec28C9Dc");
}
