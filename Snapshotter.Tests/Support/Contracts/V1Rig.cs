using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Network.Contracts;

namespace Snapshotter.Tests.Support.Contracts;

/// <summary>A first-generation contract with epochs of ten blocks and a submission window of five.</summary>
/// <remarks>One chain serves a class of tests; each test has a contract of its own.</remarks>
public sealed class V1Rig : IAsyncLifetime
{
    public const string Submit = "submitSnapshot(string,uint256,string,(uint256,string,uint256,string),bytes)";
    public const string SubmitWithSlot = "submitSnapshot(uint256,string,uint256,string,(uint256,uint256,string,uint256,string),bytes)";
    public const string Verify = "verify(string,uint256,string,(uint256,string,uint256,string),bytes,address)";
    public const string VerifyWithSlot = "verify(uint256,string,uint256,string,(uint256,uint256,string,uint256,string),bytes,address)";
    public const string Project = "pairContract_trade_volume:0xb4e16d0168e52d35cacd2c6185b44281ec28c9dc:UNISWAPV2";
    public const string CidA = "bafkreia2sr66wqz6shh7vnarzmzpsovrv2niglblzcxsvqsitbpm2q3h2e";
    public const string CidB = "bafkreibds5umc7nf4arhkeglfs375fmyymrawpjvi3hkuvipk6rhl2x3dq";
    public const string CidC = "bafkreihwyondy4kizuhvw2zzhzbueoeu725mxg57jsgwpaizummptvtjzy";
    public const int Window = 5;

    internal ContractChain Chain { get; private set; } = null!;

    internal DeployedContract State { get; private set; } = null!;

    public Address Owner => Chain.Accounts[0];

    public Address Relayer => Chain.Accounts[1];

    public Address Stranger => Chain.Accounts[2];

    internal static Signer[] Snapshotters { get; } = [.. Enumerable.Range(1, 8).Select(static number => new Signer(number))];

    /// <summary>In whole blocks, far enough that no test reaches it.</summary>
    internal static long Far => 1_000_000;

    public async Task InitializeAsync() => Chain = await ContractChain.StartAsync();

    /// <summary>Deploys a contract for the next test.</summary>
    public async Task ResetAsync()
    {
        State = await Chain.DeployAsync(ContractArtifact.ProtocolStateV1, 10, 137, 20_000, false);
        await State.SendAsync(Owner, "updateSnapshotSubmissionWindow", Window);
    }

    public async Task DisposeAsync() => await Chain.DisposeAsync();

    /// <summary>Lets the first so many snapshotters submit.</summary>
    internal Task<TransactionReceipt> AllowAsync(int count) =>
        State.SendAsync(Owner, "updateAllSnapshotters", Snapshotters.Take(count).Select(static signer => signer.Address).ToArray(), Enumerable.Repeat(true, count).ToArray());

    /// <summary>Releases the next epoch.</summary>
    /// <returns>The block of the release.</returns>
    internal async Task<long> ReleaseAsync()
    {
        var end = await State.ReadAsync("currentEpoch");
        var begin = (long)end.Get<System.Numerics.BigInteger>("end") + 1;
        return (await State.SendAsync(Owner, "releaseEpoch", begin, begin + 9)).BlockNumber;
    }

    /// <summary>A submission of a snapshotter, sent by the relayer.</summary>
    internal Task<TransactionReceipt> SubmitAsync(int snapshotter, string cid, long epochId = 1, string project = Project) =>
        State.SendAsync(Relayer, Submit, Arguments(Snapshotters[snapshotter], cid, epochId, project));

    internal Task RefusesAsync(string reason, int snapshotter, string cid, long epochId = 1, string project = Project) =>
        State.RefusesAsync(reason, Relayer, Submit, Arguments(Snapshotters[snapshotter], cid, epochId, project));

    /// <summary>The arguments of a submission without a slot.</summary>
    internal object?[] Arguments(Signer signer, string cid, long epochId = 1, string project = Project, long? deadline = null) =>
        [cid, epochId, project, new object?[] { deadline ?? Far, cid, epochId, project }, signer.Sign(State.Address, deadline ?? Far, cid, epochId, project)];

    /// <summary>The arguments of a submission with a slot.</summary>
    internal object?[] ArgumentsWithSlot(Signer signer, long slotId, string cid, long epochId = 1, string project = Project) =>
    [
        slotId, cid, epochId, project, new object?[] { slotId, Far, cid, epochId, project },
        signer.Sign(State.Address, Far, cid, epochId, project, slotId),
    ];

    internal async Task<bool> IsFinalAsync(long epochId = 1, string project = Project) => (await State.ReadAsync("snapshotStatus", project, epochId)).Get<bool>(0);
}
