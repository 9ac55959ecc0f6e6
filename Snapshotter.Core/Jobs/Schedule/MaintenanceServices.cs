using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Quartz;

namespace Snapshotter.Core.Jobs.Schedule;

/// <summary>The one place where recurring work is registered. It needs no memory of its own: what was missed while the node was down is done at the next turn.</summary>
public static class MaintenanceServices
{
    /// <summary>The name of what <see cref="PruneJob"/> does.</summary>
    internal const string PruneName = "prune";

    /// <summary>The name of what <see cref="KeepUpJob"/> does.</summary>
    internal const string KeepUpName = "keep-up";

    /// <summary>Runs the recurring work in the host, on a schedule kept in memory.</summary>
    public static IServiceCollection AddMaintenance(this IServiceCollection services, MaintenanceOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IRecurringTurns, EveryTurn>();
        services.TryAddSingleton<RecurringStates>();
        services.TryAddSingleton<RecurringGate>();
        services.AddQuartz(quartz =>
        {
            quartz.UseInMemoryStore();
            quartz.UseDefaultThreadPool(1);
            quartz.Recurring<PruneJob>(PruneName, options.Prune);
            quartz.Recurring<KeepUpJob>(KeepUpName, options.KeepUp);
        });
        services.AddSingleton<IRecurringWork, QuartzRecurringWork>();
        return services.AddQuartzHostedService(static host => host.WaitForJobsToComplete = true);
    }

    private static void Recurring<T>(this IQuartzBuilder quartz, string name, string cron) where T : IJob => quartz.ScheduleJob<T>(
        trigger => trigger.WithIdentity(name).WithCronSchedule(new CronExpression(cron, TimeZoneInfo.Utc)), job => job.WithIdentity(name));
}
