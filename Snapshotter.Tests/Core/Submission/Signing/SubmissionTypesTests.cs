using System.Globalization;
using System.Text.Json.Nodes;
using Snapshotter.Core.Submission.Signing;
using Snapshotter.Ethereum.Cryptography;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Core.Submission.Signing;

public class SubmissionTypesTests
{
    private static readonly SubmissionRequest Example = new(
        0, 1234597, "bafkreia2sr66wqz6shh7vnarzmzpsovrv2niglblzcxsvqsitbpm2q3h2e", 43523, "pairContract_pair_total_reserves:0xd3d2e2692501a5c9ca623199d38826e513033a17:UNISWAPV2");

    [Fact]
    public void Every_published_submission_has_the_digest_and_the_signer_that_its_network_saw()
    {
        var compared = 0;
        var signers = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var set in Repository.ReadJson(Repository.Vector("eip712", "powerloom-submissions.json.gz"))["sets"]!.AsArray())
        {
            var domain = SubmissionTypes.DomainSeparator((long)set!["domain"]!["chainId"]!, Address.Parse((string)set["domain"]!["verifyingContract"]!));
            domain.ToString().Should().Be((string)set["domainSeparator"]!);
            foreach (var submission in set["submissions"]!.AsArray())
            {
                var digest = SubmissionTypes.Digest(SubmissionForm.V2, domain, RequestOf(submission!["request"]!));
                digest.ToString().Should().Be((string)submission["eip712Digest"]!);
                var signature = Signature.Parse(Hex.Decode((string)submission["signature"]!));
                Secp256k1.Default.TryRecover(digest, signature, out var key).Should().BeTrue();
                var signer = key.ToAddress();
                signer.Should().Be(Address.Parse((string)submission["recoveredSigner"]!));
                signers[signer.ToString()] = signers.GetValueOrDefault(signer.ToString()) + 1;
                compared++;
            }
        }

        compared.Should().Be(52);
        signers["0xa865187e8e86ae8c649a7bd8de1c6e0a3bd4b2be"].Should().Be(51, "set B is of the same signer");
        signers["0x7151ba35ebcd9b17449a3f2b09ac14b0d3b0ece8"].Should().Be(1);
    }

    // Spec node, appendix D.5.
    [Theory]
    [InlineData(SubmissionForm.V1, "0x63537be74573df5aadd003ee2f1618ac71ba1adf340b4e45d0a0bcd63f555237")]
    [InlineData(SubmissionForm.V1Slot, "0xb4f2598aa4686ffcbb432397ebc848d78b1ab2c7190bb22cf3eaacb474a66ee4")]
    public void Both_forms_of_the_first_generation_have_their_digest(SubmissionForm form, string expected)
    {
        var domain = SubmissionTypes.DomainSeparator(103, Address.Parse("0x102Af943b34FAC403a6ACB8e463f44bE164aa942"));
        domain.ToString().Should().Be("0x396ab35b91341cde729ca6ddf8356506719d72b0831313d3cab4677231e507af");
        SubmissionTypes.Digest(form, domain, Example).ToString().Should().Be(expected);
    }

    private static SubmissionRequest RequestOf(JsonNode request) =>
        new(Number(request["slotId"]!), Number(request["deadline"]!), (string)request["snapshotCid"]!, Number(request["epochId"]!), (string)request["projectId"]!);

    // One of the sources writes numbers as strings.
    private static long Number(JsonNode value) => long.Parse(value.ToString(), CultureInfo.InvariantCulture);
}
