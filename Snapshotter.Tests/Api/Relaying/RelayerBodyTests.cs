using System.Text;
using Snapshotter.Api.Relaying;
using Snapshotter.Core.Submission.Signing;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Tests.Api.Relaying;

public class RelayerBodyTests
{
    private const string Project = "pairContract_pair_total_reserves:0xd3d2e2692501a5c9ca623199d38826e513033a17:UNISWAPV2";
    private const string Cid = "bafkreia2sr66wqz6shh7vnarzmzpsovrv2niglblzcxsvqsitbpm2q3h2e";
    private static readonly Address Contract = Address.Parse("0x102Af943b34FAC403a6ACB8e463f44bE164aa942");

    [Fact]
    public void The_body_is_that_of_upstream() => Text(SubmissionForm.V1).Should().Be(
        $$"""{"projectId":"{{Project}}","snapshotCid":"{{Cid}}","epochId":43523,"request":{"deadline":1234597,"snapshotCid":"{{Cid}}","epochId":43523,"projectId":"{{Project}}"},"signature":"0x{{new string('0', 130)}}","contractAddress":"0x102Af943b34FAC403a6ACB8e463f44bE164aa942"}""");

    [Fact]
    public void With_a_slot_its_id_comes_first() => Text(SubmissionForm.V1Slot).Should().StartWith("""{"slotId":7,"projectId":""").And.Contain("""
        "request":{"slotId":7,"deadline":1234597,
        """.Trim());

    private static string Text(SubmissionForm form) =>
        Encoding.UTF8.GetString(RelayerBody.Write(form, new SubmissionRequest(7, 1234597, Cid, 43523, Project), new byte[65], Contract));
}
