using System.Text;
using Snapshotter.Ethereum.Keys;

namespace Snapshotter.Tests.Ethereum.Keys;

/// <summary>The vectors of RFC 7914, section 12.</summary>
public class ScryptTests
{
    [Theory]
    [InlineData("", "", 16, 1, 1, "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906")]
    [InlineData("password", "NaCl", 1024, 8, 16, "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640")]
    [InlineData("pleaseletmein", "SodiumChloride", 16384, 8, 1, "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887")]
    public void Meets_the_vectors_of_its_RFC(string password, string salt, int n, int r, int p, string expected)
    {
        var output = new byte[64];
        Scrypt.Derive(Encoding.UTF8.GetBytes(password), Encoding.UTF8.GetBytes(salt), new ScryptCost(n, r, p), output);
        Convert.ToHexStringLower(output).Should().Be(expected);
    }

    [Theory]
    [InlineData(0, 8, 1, KeystoreFault.Malformed)]
    [InlineData(1, 8, 1, KeystoreFault.Malformed)]
    [InlineData(3, 8, 1, KeystoreFault.Malformed)]
    [InlineData(-2, 8, 1, KeystoreFault.Malformed)]
    [InlineData(16, 0, 1, KeystoreFault.Malformed)]
    [InlineData(16, 1, 0, KeystoreFault.Malformed)]
    [InlineData(1 << 20, 8, 1, KeystoreFault.CostTooHigh)]
    [InlineData(1 << 18, 8, 5, KeystoreFault.CostTooHigh)]
    [InlineData(2, int.MaxValue, 1, KeystoreFault.CostTooHigh)]
    [InlineData(2, 1, int.MaxValue, KeystoreFault.CostTooHigh)]
    [InlineData(1 << 30, int.MaxValue, int.MaxValue, KeystoreFault.CostTooHigh)]
    public void Bad_parameters_and_a_high_cost_are_refused(int n, int r, int p, KeystoreFault fault)
    {
        var validate = () => new ScryptCost(n, r, p).Validate();
        validate.Should().Throw<KeystoreException>().Which.Fault.Should().Be(fault);
    }
}
