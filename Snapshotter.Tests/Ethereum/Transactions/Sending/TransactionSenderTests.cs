using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.Keys;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Ethereum.Transactions.Sending;
using Snapshotter.Tests.Support.Anvils;

namespace Snapshotter.Tests.Ethereum.Transactions.Sending;

public class TransactionSenderTests
{
    private static readonly Address Somebody = Address.Parse("0x00000000000000000000000000000000000a11ce");

    [Fact]
    public async Task Many_transactions_of_many_accounts_need_two_requests_to_be_sent()
    {
        await using var rig = await SendingRig.StartAsync();
        using var first = await rig.Anvil.FundedKeyAsync();
        using var second = await rig.Anvil.FundedKeyAsync();
        using var third = await rig.Anvil.FundedKeyAsync();
        PrivateKey[] keys = [first, second, third];

        var sent = await rig.Sender.SendAsync([.. Enumerable.Range(0, 21).Select(i => Transfer(keys[i % 3]))]);
        rig.Requests.Should().HaveCount(2);
        await rig.Follower.FollowAsync(sent, CancellationToken.None);

        sent.Select(static one => one.Outcome!.Fate).Should().AllBeEquivalentTo(TransactionFate.Mined);
        foreach (var key in keys) (await rig.Anvil.MinedAsync(key.Address)).Should().Be(7);
    }

    [Fact]
    public async Task Hundreds_of_transactions_go_out_in_portions_and_the_first_do_not_wait_for_the_last()
    {
        await using var rig = await SendingRig.StartAsync();
        using var key = await rig.Anvil.FundedKeyAsync();

        var sent = await rig.Sender.SendAsync([.. Enumerable.Range(0, 250).Select(_ => Transfer(key))]);
        await rig.Follower.FollowAsync(sent, CancellationToken.None);

        rig.Requests.Where(static request => request.Purpose == "send").Select(static request => request.Calls.GetValueOrDefault("eth_sendRawTransaction")).Should().Equal(0, 100, 0, 100, 0, 50);
        (await rig.Anvil.MinedAsync(key.Address)).Should().Be(250);
    }

    [Fact]
    public async Task Of_hundreds_of_transactions_only_those_are_asked_for_that_are_in_blocks()
    {
        await using var rig = await SendingRig.StartAsync(automine: false);
        using var key = await rig.Anvil.FundedKeyAsync();

        var sent = await rig.Sender.SendAsync([.. Enumerable.Range(0, 150).Select(_ => Transfer(key))]);
        await rig.Anvil.MineAsync();
        await rig.Follower.FollowAsync(sent, CancellationToken.None);

        sent.Should().OnlyContain(static one => one.Outcome!.Fate == TransactionFate.Mined);
        rig.Requests.Where(static request => request.Purpose == "receipts").Select(static request => request.Calls.GetValueOrDefault("eth_getTransactionReceipt")).Should().Equal(0, 150);
    }

    [Fact]
    public async Task All_that_the_price_of_the_next_block_left_behind_is_sent_anew_at_once()
    {
        await using var rig = await SendingRig.StartAsync(automine: false, stuckAfter: TimeSpan.FromMilliseconds(50));
        using var key = await rig.Anvil.FundedKeyAsync();
        var journal = new ReplacementJournal(versions: 6);

        var sent = await rig.Sender.SendAsync([Transfer(key), Transfer(key), Transfer(key)], journal);
        await rig.Anvil.AskAsync("anvil_setNextBlockBaseFeePerGas", "0x2540be400");
        await rig.Anvil.MineAsync();
        var following = rig.Follower.FollowAsync(sent, CancellationToken.None);
        await journal.Reached;
        while (await rig.Anvil.MinedAsync(key.Address) < 3) await rig.Anvil.MineAsync();
        await following;

        sent.Should().OnlyContain(static one => one.Outcome!.Fate == TransactionFate.Mined && one.Versions.Count > 1);
    }

    [Fact]
    public async Task A_transaction_whose_gas_was_used_up_says_so()
    {
        await using var rig = await SendingRig.StartAsync();
        using var key = await rig.Anvil.FundedKeyAsync();
        // JUMPDEST, PUSH1 0, JUMP: it never ends.
        await rig.Anvil.AskAsync("anvil_setCode", Somebody.ToString(), "0x5b600056");

        var sent = await rig.Sender.SendAsync([Transfer(key) with { GasLimit = 50_000 }]);
        await rig.Follower.FollowAsync(sent, CancellationToken.None);

        sent[0].Outcome!.Fate.Should().Be(TransactionFate.OutOfGas);
        sent[0].Outcome!.Reason.Should().Contain("50000");
    }

    [Fact]
    public async Task A_stuck_transaction_is_replaced_by_a_dearer_one_and_only_one_is_mined()
    {
        await using var rig = await SendingRig.StartAsync(automine: false, stuckAfter: TimeSpan.FromMilliseconds(50));
        using var key = await rig.Anvil.FundedKeyAsync();
        var journal = new ReplacementJournal(versions: 3);

        var sent = await rig.Sender.SendAsync([Transfer(key)], journal);
        var following = rig.Follower.FollowAsync(sent, CancellationToken.None);
        await journal.Reached;
        await rig.Anvil.MineAsync();
        await following;

        sent[0].Outcome!.Fate.Should().Be(TransactionFate.Mined);
        (await rig.Anvil.MinedAsync(key.Address)).Should().Be(1);
        var prices = journal.Signed.Select(static one => one.Signed.Transaction.MaxGasPrice).ToArray();
        prices.Zip(prices.Skip(1)).Should().OnlyContain(static pair => pair.Second * 8 >= pair.First * 9);
        journal.Signed.Select(static one => one.Signed.Transaction.Nonce).Should().OnlyContain(static nonce => nonce == 0);
    }

    [Fact]
    public async Task A_transaction_that_the_node_lost_is_sent_again()
    {
        await using var rig = await SendingRig.StartAsync(automine: false, stuckAfter: TimeSpan.FromMilliseconds(50));
        using var key = await rig.Anvil.FundedKeyAsync();
        var journal = new ReplacementJournal(versions: 2);

        var sent = await rig.Sender.SendAsync([Transfer(key)], journal);
        await rig.Anvil.AskAsync("anvil_dropTransaction", sent[0].Hash!.Value.ToString());
        var following = rig.Follower.FollowAsync(sent, CancellationToken.None);
        await journal.Reached;
        await rig.Anvil.AskAsync("evm_setAutomine", true);
        await rig.Anvil.MineAsync();
        await following;

        sent[0].Outcome!.Fate.Should().Be(TransactionFate.Mined);
    }

    [Fact]
    public async Task A_gap_that_an_abandoned_transaction_left_is_filled_when_later_ones_wait_for_it()
    {
        await using var rig = await SendingRig.StartAsync(automine: false, stuckAfter: TimeSpan.FromMilliseconds(100));
        using var key = await rig.Anvil.FundedKeyAsync();

        using var expiry = new CancellationTokenSource();
        var sent = await rig.Sender.SendAsync([Transfer(key) with { Expired = expiry.Token }, Transfer(key)]);
        await rig.Anvil.AskAsync("anvil_dropTransaction", sent[0].Hash!.Value.ToString());
        await expiry.CancelAsync();
        await rig.Follower.FollowAsync([sent[0]], CancellationToken.None);
        foreach (var version in sent[0].Versions) await rig.Anvil.AskAsync("anvil_dropTransaction", version.Hash().ToString());
        await rig.Anvil.AskAsync("evm_setAutomine", true);
        await rig.Follower.FollowAsync([sent[1]], CancellationToken.None);

        sent[0].Outcome!.Fate.Should().Be(TransactionFate.Expired);
        sent[1].Outcome!.Fate.Should().Be(TransactionFate.Mined);
        (await rig.Anvil.MinedAsync(key.Address)).Should().Be(2, "the gap was filled by a transfer of nothing");
    }

    [Fact]
    public async Task The_next_transaction_replaces_one_that_expired()
    {
        await using var rig = await SendingRig.StartAsync(automine: false);
        using var key = await rig.Anvil.FundedKeyAsync();

        using var expiry = new CancellationTokenSource();
        var late = await rig.Sender.SendAsync([Transfer(key) with { Expired = expiry.Token }]);
        await expiry.CancelAsync();
        await rig.Follower.FollowAsync(late, CancellationToken.None);
        var next = await rig.Sender.SendAsync([Transfer(key)]);
        await rig.Anvil.MineAsync();
        await rig.Follower.FollowAsync(next, CancellationToken.None);

        late[0].Outcome!.Fate.Should().Be(TransactionFate.Expired);
        next[0].Nonce.Should().Be(late[0].Nonce);
        next[0].Outcome!.Fate.Should().Be(TransactionFate.Mined);
        (await rig.Anvil.MinedAsync(key.Address)).Should().Be(1);
    }

    [Fact]
    public async Task A_transaction_that_would_revert_is_refused_with_the_reason_before_it_is_sent()
    {
        await using var rig = await SendingRig.StartAsync();
        using var key = await rig.Anvil.FundedKeyAsync();
        await PutRevertingContractAsync(rig.Anvil);

        var sent = await rig.Sender.SendAsync([Transfer(key)]);

        sent[0].Outcome!.Fate.Should().Be(TransactionFate.Refused);
        sent[0].Outcome!.Reason.Should().Contain("closed since yesterday");
        sent[0].Versions.Should().BeEmpty();
    }

    [Fact]
    public async Task A_transaction_that_reverted_tells_the_contracts_reason()
    {
        await using var rig = await SendingRig.StartAsync();
        using var key = await rig.Anvil.FundedKeyAsync();
        await PutRevertingContractAsync(rig.Anvil);

        var sent = await rig.Sender.SendAsync([Transfer(key) with { GasLimit = 100_000 }]);
        await rig.Follower.FollowAsync(sent, CancellationToken.None);

        sent[0].Outcome!.Fate.Should().Be(TransactionFate.Reverted);
        sent[0].Outcome!.Reason.Should().Contain("closed since yesterday");
    }

    [Fact]
    public async Task A_refused_transaction_leaves_its_nonce_to_the_next()
    {
        await using var rig = await SendingRig.StartAsync();
        using var key = await rig.Anvil.FundedKeyAsync();

        var refused = await rig.Sender.SendAsync([Transfer(key) with { GasLimit = 100_000, Value = System.Numerics.BigInteger.Pow(10, 30) }]);
        var next = await rig.Sender.SendAsync([Transfer(key)]);
        await rig.Follower.FollowAsync(next, CancellationToken.None);

        refused[0].Outcome!.Fate.Should().Be(TransactionFate.Refused);
        next[0].Outcome!.Fate.Should().Be(TransactionFate.Mined);
    }

    [Fact]
    public async Task A_nonce_that_another_program_used_displaces_the_transaction()
    {
        await using var rig = await SendingRig.StartAsync(automine: false);
        using var key = await rig.Anvil.FundedKeyAsync();

        var sent = await rig.Sender.SendAsync([Transfer(key)]);
        await rig.Anvil.AskAsync("anvil_dropTransaction", sent[0].Hash!.Value.ToString());
        await rig.Anvil.AskAsync("anvil_setNonce", key.Address.ToString(), "0x1");
        await rig.Anvil.MineAsync();
        await rig.Follower.FollowAsync(sent, CancellationToken.None);

        sent[0].Outcome!.Fate.Should().Be(TransactionFate.Displaced);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_signed_before_the_process_died_is_mined_once(bool diedBeforeSending)
    {
        await using var rig = await SendingRig.StartAsync(stuckAfter: TimeSpan.FromMilliseconds(50));
        using var key = await rig.Anvil.FundedKeyAsync();
        var request = Transfer(key);
        var journal = new RecordedJournal { Dies = diedBeforeSending };
        var sending = () => rig.Sender.SendAsync([request], journal);
        if (diedBeforeSending) await sending.Should().ThrowAsync<OperationCanceledException>();
        else await sending();

        rig.Restart();
        var resumed = rig.Sender.Resume(request, [.. journal.Signed.Select(static one => one.Signed)]);
        await rig.Follower.FollowAsync([resumed], CancellationToken.None);

        resumed.Outcome!.Fate.Should().Be(TransactionFate.Mined);
        (await rig.Anvil.MinedAsync(key.Address)).Should().Be(1);
    }

    [Fact]
    public async Task Nothing_is_sent_that_is_no_longer_wanted()
    {
        await using var rig = await SendingRig.StartAsync();
        using var key = await rig.Anvil.FundedKeyAsync();

        var sent = await rig.Sender.SendAsync([Transfer(key) with { Expired = new CancellationToken(canceled: true) }]);

        sent[0].Outcome!.Fate.Should().Be(TransactionFate.Expired);
        rig.Requests.Should().BeEmpty();
    }

    private static TransactionRequest Transfer(PrivateKey from) => new(from, Somebody, default) { Value = 1 };

    // Copies its own tail to memory and reverts with it.
    private static async Task PutRevertingContractAsync(Anvil anvil)
    {
        var data = AbiError.Parse("error Error(string reason)").Encode(["closed since yesterday"]);
        byte[] code = [0x60, (byte)data.Length, 0x60, 0x0c, 0x60, 0x00, 0x39, 0x60, (byte)data.Length, 0x60, 0x00, 0xfd, .. data];
        await anvil.AskAsync("anvil_setCode", Somebody.ToString(), Hex.Prefixed(code));
    }

    private sealed class ReplacementJournal(int versions) : ITransactionJournal
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<SignedRequest> Signed { get; } = [];

        public Task Reached => _reached.Task;

        public ValueTask WriteAsync(IReadOnlyList<SignedRequest> signed, CancellationToken cancellationToken)
        {
            Signed.AddRange(signed);
            if (Signed.Count >= versions) _reached.TrySetResult();
            return ValueTask.CompletedTask;
        }
    }
}
