using System.Collections.Concurrent;
using Snapshotter.Ethereum.Transactions.Sending;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Ethereum.Transactions.Sending;

public class AccountNoncesTests
{
    private static readonly FeeRates Rates = new(100, 10);

    [Fact]
    public void Nonces_follow_one_another_though_the_node_does_not_know_the_latest_yet()
    {
        var nonces = new AccountNonces();
        Enumerable.Range(0, 3).Select(_ => nonces.Take(mined: 5, pending: 5).Nonce).Should().Equal(5, 6, 7);
        nonces.Take(mined: 5, pending: 8).Nonce.Should().Be(8);
    }

    [Fact]
    public void A_gap_that_the_node_tells_of_is_filled_first()
    {
        var nonces = new AccountNonces();
        nonces.Resume(6);
        nonces.Take(mined: 5, pending: 5).Nonce.Should().Be(5);
        nonces.Take(mined: 5, pending: 7).Nonce.Should().Be(7);
    }

    [Fact]
    public void An_abandoned_nonce_is_taken_next_with_what_it_had_paid()
    {
        var nonces = new AccountNonces();
        nonces.Take(0, 0);
        nonces.Take(0, 1);
        nonces.Abandon(0, Rates);
        nonces.AreBlocked(0).Should().BeTrue();
        nonces.Take(mined: 0, pending: 2).Should().Be((0UL, (FeeRates?)Rates));
        nonces.AreBlocked(0).Should().BeFalse();
    }

    [Fact]
    public void An_abandoned_nonce_that_was_mined_after_all_is_forgotten()
    {
        var nonces = new AccountNonces();
        nonces.Take(0, 0);
        nonces.Abandon(0, Rates);
        nonces.Take(mined: 1, pending: 1).Should().Be((1UL, (FeeRates?)null));
    }

    [Fact]
    public void A_refused_nonce_is_free_at_once_when_it_is_the_last_and_fills_the_gap_otherwise()
    {
        var nonces = new AccountNonces();
        nonces.Take(0, 0);
        nonces.Take(0, 0);
        nonces.Refused(1, Rates);
        nonces.Take(0, 1).Nonce.Should().Be(1);
        nonces.Refused(0, Rates);
        nonces.AreBlocked(0).Should().BeTrue();
    }

    [Fact]
    public void Those_above_a_nonce_that_the_chain_expects_and_nobody_has_are_blocked()
    {
        var nonces = new AccountNonces();
        nonces.Resume(7);
        nonces.AreBlocked(6).Should().BeTrue("a reorganisation freed 6 again");
        nonces.AreBlocked(7).Should().BeFalse();
        nonces.Used(7);
        nonces.AreBlocked(6).Should().BeFalse("nobody waits");
    }

    [Fact]
    public async Task Epochs_that_are_followed_at_the_same_time_do_not_disturb_each_other()
    {
        const int PerEpoch = 20_000;
        var nonces = new AccountNonces();
        var held = new ConcurrentDictionary<ulong, bool>();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < PerEpoch; i++)
            {
                var (nonce, _) = nonces.Take(0, 0);
                held.TryAdd(nonce, true).Should().BeTrue("nobody else may have it");
                nonces.AreBlocked(0);
                held.TryRemove(nonce, out var _);
                nonces.Used(nonce);
            }
        }))).WaitAsync(Patience.Long);

        nonces.Take(0, 0).Nonce.Should().Be(0, "all were given back");
    }
}
