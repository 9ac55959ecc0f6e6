using Snapshotter.Ethereum.Hashing;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Network.Contracts;

namespace Snapshotter.Tests.Support.Contracts;

/// <summary>A second-generation protocol state with one market: epochs of ten blocks, three a day, and windows of 5, 10 and 15 blocks.</summary>
/// <remarks>One chain serves a class of tests; each test has contracts of its own.</remarks>
public sealed class V2Rig : IAsyncLifetime
{
    public const int BatchWindow = 10;
    public const int AttestationWindow = 15;
    public const byte ValidatorRole = 0;
    public const byte SequencerRole = 1;
    public const byte AdminRole = 2;

    /// <summary>A day of three epochs of ten blocks of 12 seconds, in 1/10,000 s.</summary>
    public const long DaySize = 3 * 10 * 120_000;

    private DeployedContract _factory = null!;

    internal ContractChain Chain { get; private set; } = null!;

    internal DeployedContract State { get; private set; } = null!;

    internal DeployedContract Market { get; private set; } = null!;

    internal DeployedContract Nodes { get; private set; } = null!;

    public Address ProtocolOwner => Chain.Accounts[0];

    public Address MarketOwner => Chain.Accounts[1];

    public Address EpochManager => Chain.Accounts[2];

    public Address Sequencer => Chain.Accounts[3];

    public IReadOnlyList<Address> Validators => [.. Chain.Accounts.Skip(4).Take(5)];

    public Address Stranger => Chain.Accounts[9];

    /// <summary>The root that the sequencer hands in, and another.</summary>
    internal static Hash32 Root { get; } = Keccak256.Hash("root"u8);

    internal static Hash32 OtherRoot { get; } = Keccak256.Hash("other"u8);

    public async Task InitializeAsync()
    {
        Chain = await ContractChain.StartAsync();
        _factory = await Chain.DeployAsync(ContractArtifact.DataMarketFactory);
    }

    public async Task DisposeAsync() => await Chain.DisposeAsync();

    /// <summary>Deploys contracts for the next test.</summary>
    public async Task ResetAsync()
    {
        State = await Chain.DeployAsync(ContractArtifact.ProtocolStateV2);
        Nodes = await Chain.DeployAsync(ContractArtifact.SnapshotterState, 100);
        await State.SendAsync(ProtocolOwner, "updateDataMarketFactory", _factory.Address);
        await State.SendAsync(ProtocolOwner, "updateSnapshotterState", Nodes.Address);
        Market = await CreateMarketAsync();
        await State.SendAsync(MarketOwner, "updateSnapshotSubmissionWindow", Market.Address, 5);
        await State.SendAsync(MarketOwner, "updateBatchSubmissionWindow", Market.Address, BatchWindow);
        await State.SendAsync(MarketOwner, "updateAttestationSubmissionWindow", Market.Address, AttestationWindow);
        await State.SendAsync(MarketOwner, "updateDaySize", Market.Address, DaySize);
    }

    internal async Task<DeployedContract> CreateMarketAsync(byte epochSize = 10, bool idIsBlock = false)
    {
        var receipt = await State.SendAsync(ProtocolOwner, "createDataMarket", MarketOwner, epochSize, 137, 120_000, idIsBlock);
        var created = State.Abi.Event("DataMarketCreated");
        var log = receipt.Logs.Single(log => log.Topics[0] == created.Topic);
        var market = new DeployedContract(Chain, ContractArtifact.DataMarket.Abi, created.Decode(log.Topics, log.Data).Get<Address>("dataMarketAddress")) { DeploymentGas = receipt.GasUsed };
        await State.SendAsync(MarketOwner, "updateEpochManager", market.Address, EpochManager);
        await State.SendAsync(MarketOwner, "updateAddresses", market.Address, SequencerRole, new[] { Sequencer }, new[] { true });
        return market;
    }

    /// <summary>Lets the first so many validators attest.</summary>
    internal Task<TransactionReceipt> AllowAsync(int validators) =>
        State.SendAsync(MarketOwner, "updateAddresses", Market.Address, ValidatorRole, Validators.Take(validators).ToArray(), Enumerable.Repeat(true, validators).ToArray());

    /// <summary>Releases the next epoch.</summary>
    internal async Task<TransactionReceipt> ReleaseAsync()
    {
        var begin = (long)(await State.ReadAsync("currentEpoch", Market.Address)).Get<System.Numerics.BigInteger>("end") + 1;
        return await State.SendAsync(EpochManager, "releaseEpoch", Market.Address, begin, begin + 9);
    }

    /// <summary>Hands in a batch of a snapshot for each project: project "a" has CID "cid-a".</summary>
    internal Task<TransactionReceipt> SubmitAsync(string batch, string[] projects, long epochId = 1, Hash32? root = null) =>
        State.SendAsync(Sequencer, "submitSubmissionBatch", Batch(batch, projects, epochId, root));

    internal object?[] Batch(string batch, string[] projects, long epochId = 1, Hash32? root = null) =>
        [Market.Address, batch, epochId, projects, projects.Select(static project => $"cid-{project}").ToArray(), root ?? Root];

    internal Task<TransactionReceipt> AttestAsync(int validator, string batch, Hash32 root, long epochId = 1) =>
        State.SendAsync(Validators[validator], "submitBatchAttestation", Market.Address, batch, epochId, root);

    /// <summary>The status, CID and presence of a project's snapshot: <c>1 cid-a</c>, or <c>none</c>.</summary>
    internal async Task<string> StatusAsync(string project, long epochId = 1)
    {
        var status = await State.ReadAsync("snapshotStatus", Market.Address, project, epochId);
        return status.Get<System.Numerics.BigInteger>("timestamp").IsZero ? "none" : $"{status["status"]} {status["snapshotCid"]}";
    }
}
