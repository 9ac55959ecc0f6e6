using Snapshotter.Core.Callers;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Callers;

/// <summary>How every user store keeps users and keys.</summary>
public abstract class UserStoreContract
{
    private static readonly User Alice = new("alice@example.com", CallLimits.Parse("10/second;5000/day"), true);
    private static readonly User Bob = new("bob@example.com", CallLimits.Parse("1/day"), false);
    private static readonly CallCounts None = new(0, 0, 4_102_444_800);
    private static readonly KeyDigest Key = KeyDigest.Of("a key of alice");

    private protected abstract ICallerStores Open();

    [Fact]
    public async Task A_user_is_read_back_also_after_the_end_of_the_process()
    {
        await using var stores = Open();
        await stores.Users.SaveAsync(Alice, new CallCounts(3, 4, 5), default);
        await stores.Users.SaveAsync(Bob, None, default);
        await stores.Users.AddKeyAsync(Alice.Email, Key, default);
        await stores.ReopenAsync();

        var account = (await stores.Users.UserAsync(Alice.Email, default))!;
        (account.User.Email, account.User.Limits.Text, account.User.IsActive).Should().Be((Alice.Email, Alice.Limits.Text, true));
        account.Counts.Should().Be(new CallCounts(3, 4, 5));
        account.ActiveKeys.Should().Equal(Key.Id);
        (await stores.Users.UserAsync(Bob.Email, default))!.User.IsActive.Should().BeFalse();
        (await stores.Users.EmailsAsync(default)).Should().Equal(Alice.Email, Bob.Email);
    }

    [Fact]
    public async Task Saving_again_replaces_the_user_and_keeps_keys_and_windows()
    {
        await using var stores = Open();
        await stores.Users.SaveAsync(Alice, None, default);
        await stores.Users.AddKeyAsync(Alice.Email, Key, default);
        await stores.Meter.TakeAsync(new CallTake(CallerId.User(Alice.Email), Alice.Limits, 10), default);
        await stores.Users.SaveAsync(Alice with { IsActive = false }, new CallCounts(1, 2, 3), default);

        var account = (await stores.Users.UserAsync(Alice.Email, default))!;
        (account.User.IsActive, account.Counts, account.ActiveKeys.Count).Should().Be((false, new CallCounts(1, 2, 3), 1));
        (await stores.Meter.TakeAsync(new CallTake(CallerId.User(Alice.Email), Alice.Limits, 1), default)).Count.Should().Be(0);
    }

    [Fact]
    public async Task A_key_finds_its_owner_and_a_revoked_one_says_so()
    {
        await using var stores = Open();
        await stores.Users.SaveAsync(Alice, None, default);
        (await stores.Users.AddKeyAsync(Alice.Email, Key, default)).Should().Be(KeyAddition.Added);
        (await OwnerAsync(stores))!.Should().BeEquivalentTo(new { IsRevoked = false, User = new { Alice.Email } });
        (await stores.Users.RevokeKeyAsync(Alice.Email, Key.Id, default)).Should().Be(KeyRevocation.Revoked);
        (await OwnerAsync(stores))!.IsRevoked.Should().BeTrue();
        (await stores.Users.UserAsync(Alice.Email, default))!.RevokedKeys.Should().Equal(Key.Id);
    }

    [Fact]
    public async Task A_revoked_key_never_comes_back_and_a_key_has_one_owner()
    {
        await using var stores = Open();
        await stores.Users.SaveAsync(Alice, None, default);
        await stores.Users.SaveAsync(Bob, None, default);
        await stores.Users.AddKeyAsync(Alice.Email, Key, default);
        (await stores.Users.AddKeyAsync(Alice.Email, Key, default)).Should().Be(KeyAddition.Added, "giving it twice equals giving it once");
        (await stores.Users.AddKeyAsync(Bob.Email, Key, default)).Should().Be(KeyAddition.Taken);
        (await stores.Users.RevokeKeyAsync(Bob.Email, Key.Id, default)).Should().Be(KeyRevocation.NoKey);
        await stores.Users.RevokeKeyAsync(Alice.Email, Key.Id, default);
        (await stores.Users.RevokeKeyAsync(Alice.Email, Key.Id, default)).Should().Be(KeyRevocation.RevokedBefore);
        (await stores.Users.AddKeyAsync(Alice.Email, Key, default)).Should().Be(KeyAddition.Taken);
        (await OwnerAsync(stores))!.IsRevoked.Should().BeTrue();
    }

    [Fact]
    public async Task Unknown_users_and_keys_are_told_apart_from_known_ones()
    {
        await using var stores = Open();
        (await stores.Users.AddKeyAsync("nobody", Key, default)).Should().Be(KeyAddition.NoUser);
        (await stores.Users.RevokeKeyAsync("nobody", Key.Id, default)).Should().Be(KeyRevocation.NoUser);
        (await stores.Users.UserAsync("nobody", default)).Should().BeNull();
        (await OwnerAsync(stores)).Should().BeNull();
        (await stores.CountRowsAsync()).Should().Be(0, "a key that is nobody's leaves no trace");
    }

    [Fact]
    public async Task A_call_with_a_key_counts_for_its_owner_and_one_with_a_revoked_key_for_nobody()
    {
        await using var stores = Open();
        await stores.Users.SaveAsync(Bob with { Limits = CallLimits.Parse("2/minute;3/day") }, None, default);
        await stores.Users.AddKeyAsync(Bob.Email, Key, default);
        (await stores.Meter.TakeAsync(Key, default))!.Grant.Should().BeEquivalentTo(new { Count = 1, UsedUp = -1, ValidFor = TimeSpan.FromMinutes(1) });
        (await stores.Meter.TakeAsync(new CallTake(CallerId.User(Bob.Email), CallLimits.Parse("2/minute;3/day"), 5), default)).Count.Should().Be(1);
        (await stores.Meter.TakeAsync(Key, default))!.Grant.Should().BeEquivalentTo(new { Count = 0, UsedUp = 0, RetryAfter = TimeSpan.FromMinutes(1) });
        await stores.Users.RevokeKeyAsync(Bob.Email, Key.Id, default);
        stores.Time.Advance(TimeSpan.FromMinutes(1));
        (await stores.Meter.TakeAsync(Key, default))!.Grant.Should().BeNull();
        (await stores.Meter.TakeAsync(new CallTake(CallerId.User(Bob.Email), CallLimits.Parse("2/minute;3/day"), 5), default)).Count.Should().Be(1, "the revoked key took nothing");
    }

    [Fact]
    public async Task A_call_with_a_key_of_a_user_without_limits_is_granted()
    {
        await using var stores = Open();
        await stores.Users.SaveAsync(Alice with { Limits = CallLimits.None }, None, default);
        await stores.Users.AddKeyAsync(Alice.Email, Key, default);
        (await stores.Meter.TakeAsync(Key, default))!.Grant.Should().BeEquivalentTo(new { Count = 1, UsedUp = -1, ValidFor = TimeSpan.MaxValue });
    }

    private static async Task<KeyOwner?> OwnerAsync(ICallerStores stores) => (await stores.Meter.TakeAsync(Key, default))?.Owner;
}
