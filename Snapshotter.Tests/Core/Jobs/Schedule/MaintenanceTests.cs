using System.Threading.Channels;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Snapshotter.Api.CommandLine;
using Snapshotter.Api.Settings;
using Snapshotter.Core.Jobs.Schedule;
using Snapshotter.Core.Storage;
using Snapshotter.Tests.Support;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Jobs.Schedule;

public sealed class MaintenanceTests
{
    [Fact]
    public async Task The_schedule_prunes_and_does_the_upkeep()
    {
        await using var stores = new SqliteStores();
        for (var epoch = 1; epoch <= 310; epoch++) await stores.State.CommitAsync(new StateChange { Released = [Make.Released(epoch)] }, default);
        var upkeep = new Upkeep();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(stores.State).AddSingleton(stores.Content).AddSingleton(stores.Queue).AddSingleton<IStoreUpkeep>(upkeep)
            .AddSingleton(new RetentionOptions { KeepEpochs = 300 }).AddSingleton<Pruner>()
            .AddMaintenance(new MaintenanceOptions { Prune = "* * * * * ?", KeepUp = "* * * * * ?" });
        using (var host = builder.Build())
        {
            await host.StartAsync();
            await upkeep.NextAsync();
            while (await stores.State.EpochAsync(10, default) is not null) await upkeep.NextAsync();
            await host.StopAsync();
        }

        (await stores.State.EpochAsync(11, default)).Should().NotBeNull();
    }

    [Theory]
    [InlineData("Maintenance:Prune", "every ten minutes")]
    [InlineData("Maintenance:KeepUp", "* * *")]
    [InlineData("Maintenance:KeepUp", "0 0 0 31 2 ?")]
    public void A_cron_expression_that_is_none_is_refused_by_name(string key, string value)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(key, (string?)value)]).Build();
        FluentActions.Invoking(() => SettingsLoader.Read(configuration)).Should().Throw<UserException>().WithMessage($"*{key}*'{value}' is not a cron expression*");
    }

    [Fact]
    public void The_bundled_settings_are_the_defaults()
    {
        var bundled = SettingsLoader.Read(new ConfigurationBuilder().AddJsonFile(Repository.PathOf("appsettings.json")).Build());
        var defaults = SettingsLoader.Read(new ConfigurationBuilder().Build());
        bundled.Maintenance.Should().BeEquivalentTo(defaults.Maintenance);
        bundled.Retention.Should().BeEquivalentTo(defaults.Retention);
        bundled.Jobs.Should().BeEquivalentTo(defaults.Jobs);
        bundled.Storage.Should().BeEquivalentTo(defaults.Storage);
    }

    private sealed class Upkeep : IStoreUpkeep
    {
        private readonly Channel<bool> _turns = Channel.CreateUnbounded<bool>();

        public async Task NextAsync() => await _turns.Reader.ReadAsync();

        public async ValueTask KeepUpAsync(CancellationToken cancellationToken) => await _turns.Writer.WriteAsync(true, cancellationToken);
    }
}
