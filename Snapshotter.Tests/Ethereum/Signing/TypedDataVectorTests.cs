using System.Text.Json.Nodes;
using Snapshotter.Ethereum.Keys;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Ethereum.Signing;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Ethereum.Signing;

public class TypedDataVectorTests
{
    [Fact]
    public void Meets_every_random_message()
    {
        var cases = Repository.ReadJson(Repository.Vector("eip712", "ethers5-eip712.json.gz")).AsArray();
        cases.Should().HaveCount(1025);
        var signed = 0;
        foreach (var item in cases)
        {
            var data = TypedData.Parse(ToWalletJson(item!));
            Hex.Prefixed(data.Types.EncodeData(data.PrimaryType, data.Message)).Should().Be((string)item!["encoded"]!, "{0}", item["name"]);
            data.Digest().ToString().Should().Be((string)item["digest"]!);
            if (item["signature"] is not { } signature) continue;

            using var key = PrivateKey.FromHex((string)item["privateKey"]!);
            key.Sign(data.Digest()).ToString().Should().Be((string)signature!);
            signed++;
        }

        signed.Should().Be(1);
    }

    [Fact]
    public void A_domain_type_in_the_document_gives_the_same_digest_as_one_derived_from_the_domain()
    {
        var item = Repository.ReadJson(Repository.Vector("eip712", "ethers5-eip712.json.gz")).AsArray()[^1]!;
        item["types"]!["EIP712Domain"] = new JsonArray(
            new JsonObject { ["name"] = "name", ["type"] = "string" },
            new JsonObject { ["name"] = "version", ["type"] = "string" },
            new JsonObject { ["name"] = "chainId", ["type"] = "uint256" },
            new JsonObject { ["name"] = "verifyingContract", ["type"] = "address" });
        TypedData.Parse(ToWalletJson(item)).Digest().ToString().Should().Be((string)item["digest"]!);
    }

    [Fact]
    public void Damaged_documents_end_in_a_typed_error_or_a_digest()
    {
        var cases = Repository.ReadJson(Repository.Vector("eip712", "ethers5-eip712.json.gz")).AsArray();
        var random = new Random(712);
        var refused = 0;
        for (var i = 0; i < 4000; i++)
        {
            var json = ToWalletJson(cases[random.Next(cases.Count)]!).ToCharArray();
            for (var change = random.Next(1, 4); change > 0; change--) json[random.Next(json.Length)] = "\"{}[]:,x0\\\uD800 9"[random.Next(13)];
            try
            {
                TypedData.Parse(new string(json)).Digest();
            }
            catch (TypedDataException)
            {
                refused++;
            }
        }

        refused.Should().BeInRange(1000, 3999);
    }

    private static string ToWalletJson(JsonNode item) => new JsonObject
    {
        ["types"] = item["types"]!.DeepClone(),
        ["primaryType"] = item["primaryType"]!.DeepClone(),
        ["domain"] = item["domain"]!.DeepClone(),
        ["message"] = item["data"]!.DeepClone(),
    }.ToJsonString();
}
