using System.Net;
using Snapshotter.Core.Callers;
using Snapshotter.Tests.Support;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Callers;

/// <summary>How every call meter counts.</summary>
public abstract class CallMeterContract
{
    private protected static readonly CallerId Alice = CallerId.User("alice@example.com");

    private protected abstract ICallerStores Open(int maxAddresses = 1_000);

    [Fact]
    public async Task A_window_lets_through_its_number_and_is_fresh_when_it_is_over()
    {
        await using var stores = Open();
        (await TakeAsync(stores, "3/minute", 2)).Count.Should().Be(2);
        stores.Time.Advance(TimeSpan.FromSeconds(40));
        var grant = await TakeAsync(stores, "3/minute", 2);
        (grant.Count, grant.UsedUp, grant.RetryAfter).Should().Be((1, 0, TimeSpan.FromSeconds(20)));
        stores.Time.Advance(TimeSpan.FromSeconds(19));
        (await TakeAsync(stores, "3/minute", 1)).Count.Should().Be(0);
        stores.Time.Advance(TimeSpan.FromSeconds(1));
        (await TakeAsync(stores, "3/minute", 4)).Count.Should().Be(3);
    }

    [Fact]
    public async Task A_window_begins_with_its_first_call_and_not_with_a_refusal()
    {
        await using var stores = Open();
        await TakeAsync(stores, "2/second;2/minute", 2);
        stores.Time.Advance(TimeSpan.FromSeconds(30));
        (await TakeAsync(stores, "2/second;2/minute", 1)).UsedUp.Should().Be(1);
        stores.Time.Advance(TimeSpan.FromSeconds(30));
        var grant = await TakeAsync(stores, "2/second;2/minute", 1);
        (grant.Count, grant.ValidFor).Should().Be((1, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task What_one_window_refuses_no_window_counts()
    {
        await using var stores = Open();
        (await TakeAsync(stores, "10/day;2 per 2 hour", 5)).Should().BeEquivalentTo(new { Count = 2, UsedUp = 1, RetryAfter = TimeSpan.FromHours(2) });
        for (var i = 0; i < 4; i++)
        {
            stores.Time.Advance(TimeSpan.FromHours(2));
            (await TakeAsync(stores, "10/day;2 per 2 hour", 5)).Count.Should().Be(2);
        }

        stores.Time.Advance(TimeSpan.FromHours(2));
        (await TakeAsync(stores, "10/day;2 per 2 hour", 5)).Should().BeEquivalentTo(new { Count = 0, UsedUp = 0, RetryAfter = TimeSpan.FromHours(14) });
    }

    [Fact]
    public async Task A_limit_of_nothing_lets_nothing_through()
    {
        await using var stores = Open();
        (await TakeAsync(stores, "0/day", 1, spare: 100)).Should().BeEquivalentTo(new { Count = 0, UsedUp = 0, RetryAfter = TimeSpan.FromDays(1) });
    }

    [Fact]
    public async Task Without_limits_everything_is_let_through_and_counted()
    {
        await using var stores = Open();
        var grant = await stores.Meter.TakeAsync(new CallTake(Alice, CallLimits.None, 7) { Succeeded = 5 }, default);
        (grant.Count, grant.UsedUp, grant.ValidFor).Should().Be((7, -1, TimeSpan.MaxValue));
    }

    [Theory]
    [InlineData(1_600, 10, 1_000, 109)]
    [InlineData(100_000, 10, 1_000, 1_010)]
    [InlineData(20, 10, 1_000, 10)]
    [InlineData(5, 10, 1_000, 5)]
    public async Task In_advance_at_most_a_sixteenth_of_what_is_left_is_granted(int limit, int wanted, int spare, int granted)
    {
        await using var stores = Open();
        (await TakeAsync(stores, $"{limit}/minute", wanted, spare)).Count.Should().Be(granted);
        (await TakeAsync(stores, $"{limit}/minute", limit)).Count.Should().Be(limit - granted);
    }

    [Fact]
    public async Task Calls_not_made_go_back_to_the_windows_that_still_run()
    {
        await using var stores = Open();
        var grant = await TakeAsync(stores, "10/second;20/minute", 10);
        stores.Time.Advance(TimeSpan.FromSeconds(1));
        var after = await stores.Meter.TakeAsync(new CallTake(Alice, CallLimits.Parse("10/second;20/minute"), 10) { Unused = new UnusedCalls(6, grant.Windows) }, default);
        after.Count.Should().Be(10, "the second is a fresh one, to which nothing goes back");
        stores.Time.Advance(TimeSpan.FromSeconds(1));
        (await TakeAsync(stores, "10/second;20/minute", 10)).Count.Should().Be(6, "the minute got 6 of 10 back before the next 10 were taken");
        stores.Time.Advance(TimeSpan.FromMinutes(1));
        await TakeAsync(stores, "10/second;20/minute", 1);
        await stores.Meter.TakeAsync(new CallTake(Alice, CallLimits.Parse("10/second;20/minute"), 0) { Unused = new UnusedCalls(10, after.Windows) }, default);
        stores.Time.Advance(TimeSpan.FromSeconds(1));
        (await TakeAsync(stores, "10/second;20/minute", 30)).Count.Should().Be(10, "what was taken from windows of long ago is not given back to those of today");
    }

    [Fact]
    public async Task A_changed_limit_goes_on_with_the_window_that_runs()
    {
        await using var stores = Open();
        (await TakeAsync(stores, "3/minute", 3)).Count.Should().Be(3);
        (await TakeAsync(stores, "5/minute", 5)).Count.Should().Be(2);
        (await TakeAsync(stores, "2/minute", 1)).Count.Should().Be(0);
        (await TakeAsync(stores, "2/hour", 5)).Count.Should().Be(2);
    }

    [Fact]
    public async Task Many_at_once_take_exactly_the_allowed_number()
    {
        await using var stores = Open();
        var grants = await Task.WhenAll(Enumerable.Range(0, 400).Select(_ => Task.Run(() => TakeAsync(stores, "1000/minute", 5, spare: 3))));
        grants.Sum(static grant => grant.Count).Should().Be(1_000);
    }

    [Fact]
    public async Task What_was_taken_survives_the_end_of_the_process()
    {
        await using var stores = Open();
        await TakeAsync(stores, "3/day", 2);
        await stores.ReopenAsync();
        (await TakeAsync(stores, "3/day", 2)).Count.Should().Be(1);
    }

    [Fact]
    public async Task Counts_begin_at_zero_again_when_their_day_is_over()
    {
        await using var stores = Open();
        var now = stores.Time.GetUtcNow().ToUnixTimeSeconds();
        await stores.Users.SaveAsync(new User("alice@example.com", CallLimits.None, true), new CallCounts(41, 7, now + 10), default);
        await CountAsync(stores, 1, 2);
        (await CountsAsync(stores)).Should().Be(new CallCounts(42, 9, now + 10));
        stores.Time.Advance(TimeSpan.FromSeconds(10));
        await CountAsync(stores, 3, 0);
        (await CountsAsync(stores)).Should().Be(new CallCounts(3, 0, now + 10 + 86_400));
    }

    [Fact]
    public async Task Callers_without_a_key_are_forgotten_when_their_windows_are_over_and_users_are_not()
    {
        await using var stores = Open(maxAddresses: 2);
        var limits = CallLimits.Parse("1/minute");
        await TakeAsync(stores, "1/minute", 1);
        foreach (var caller in new[] { Address(1), Address(2) }) (await stores.Meter.TakeAsync(new CallTake(caller, limits, 1), default)).Count.Should().Be(1);
        (await stores.Meter.TakeAsync(new CallTake(Address(3), limits, 1), default)).Count.Should().Be(1, "it is the first of the others");
        (await stores.Meter.TakeAsync(new CallTake(Address(4), limits, 1), default)).Count.Should().Be(0, "the others share one limit");
        (await stores.Meter.TakeAsync(new CallTake(Address(1), limits, 1), default)).Count.Should().Be(0);

        stores.Time.Advance(TimeSpan.FromMinutes(1));
        while (await stores.Meter.ForgetExpiredAsync(default))
        {
        }

        (await stores.CountRowsAsync()).Should().Be(1);
        foreach (var caller in new[] { Address(3), Address(4) }) (await stores.Meter.TakeAsync(new CallTake(caller, limits, 1), default)).Count.Should().Be(1);
    }

    [Fact]
    public async Task A_refusal_leaves_no_trace_of_a_caller()
    {
        await using var stores = Open();
        (await stores.Meter.TakeAsync(new CallTake(Address(1), CallLimits.Parse("0/day"), 1), default)).Count.Should().Be(0);
        (await stores.CountRowsAsync()).Should().Be(0);
    }

    [Fact]
    public async Task A_clock_that_was_set_back_makes_no_window_longer()
    {
        await using var stores = Open();
        await TakeAsync(stores, "1/minute", 1);
        stores.Time.Advance(TimeSpan.FromHours(-1));
        (await TakeAsync(stores, "1/minute", 1)).RetryAfter.Should().BeLessThanOrEqualTo(TimeSpan.FromMinutes(1));
    }

    private static CallerId Address(int last) => CallerId.Anonymous(new IPAddress([203, 0, 113, (byte)last]));

    private static async Task<CallGrant> TakeAsync(ICallerStores stores, string limits, int wanted, int spare = 0) =>
        await stores.Meter.TakeAsync(new CallTake(Alice, CallLimits.Parse(limits), wanted) { Spare = spare }, default);

    private static async Task CountAsync(ICallerStores stores, long succeeded, long throttled) =>
        await stores.Meter.TakeAsync(new CallTake(Alice, CallLimits.None, 0) { Succeeded = succeeded, Throttled = throttled }, default);

    private static async Task<CallCounts> CountsAsync(ICallerStores stores) => (await stores.Users.UserAsync("alice@example.com", default))!.Counts;
}
